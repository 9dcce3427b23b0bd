//! Random values, where the feature `proptest` is on.

/// Gives a type random values: those of a strategy. `present` makes those for an optional member, where null is none.
///
/// Behind the arrow there are proptest's prelude, [`strategies`](crate::strategies) and its `Sample`.
macro_rules! sampled {
    ($Type:ty $(where [$($generics:tt)+])? => $strategy:expr $(; present: $present:expr)?) => {
        #[cfg(feature = "proptest")]
        const _: () = {
            #[allow(unused_imports, reason = "each strategy needs some of it")]
            use {
                $crate::strategies::{self, Sample},
                proptest::{prelude::*, sample::select},
            };

            impl $(<$($generics)+>)? Sample for $Type {
                fn sample() -> BoxedStrategy<Self> {
                    $strategy.boxed()
                }

                $(
                    fn sample_present() -> BoxedStrategy<Self> {
                        $present.boxed()
                    }
                )?
            }

            impl $(<$($generics)+>)? Arbitrary for $Type {
                type Parameters = ();
                type Strategy = BoxedStrategy<Self>;

                fn arbitrary_with((): ()) -> Self::Strategy {
                    Self::sample()
                }
            }
        };
    };
}

/// Gives a struct random values: `arbitrary! { Struct { each, of, its, fields } }`, each by its type; with `if`, only those
/// for which the condition holds.
///
/// A field that is missing here does not compile.
macro_rules! arbitrary {
    ($Type:ident { $($field:ident),+ $(,)? } $(if $condition:expr)?) => {
        $crate::arbitrary::sampled! {
            $Type => $crate::arbitrary::nested_samples!($($field)+)
                .prop_map(|$crate::arbitrary::nested_pairs!($($field)+)| $Type { $($field),+ })
                $(.prop_filter("not valid", $condition))?
        }
    };
}

/// Random values for each field, as pairs in pairs: proptest has tuples of twelve at most.
#[cfg(feature = "proptest")]
macro_rules! nested_samples {
    () => { Just(()) };
    ($field:ident $($rest:ident)*) => { (Sample::sample(), $crate::arbitrary::nested_samples!($($rest)*)) };
}

/// The pattern of [`nested_samples!`].
#[cfg(feature = "proptest")]
macro_rules! nested_pairs {
    () => { () };
    ($field:ident $($rest:ident)*) => { ($field, $crate::arbitrary::nested_pairs!($($rest)*)) };
}

pub(crate) use {arbitrary, sampled};
#[cfg(feature = "proptest")]
pub(crate) use {nested_pairs, nested_samples};
