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

pub(crate) use sampled;
