#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| matrix_widget_fuzz::session::hold(bytes));
