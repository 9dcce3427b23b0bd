#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| matrix_widget_fuzz::event::hold(text));
