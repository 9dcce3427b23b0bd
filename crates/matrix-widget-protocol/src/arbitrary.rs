//! Implementations of `Arbitrary` for the feature `proptest`.

/// Implements `Sample` and `Arbitrary` for a type by a strategy. `present` is the strategy for a present optional
/// member, whose value must not be null.
///
/// The strategy can use proptest's prelude, [`random`](crate::random) and `Sample`.
macro_rules! sampled {
    ($Type:ty $(where [$($generics:tt)+])? => $strategy:expr $(; present: $present:expr)?) => {
        #[cfg(feature = "proptest")]
        const _: () = {
            #[allow(unused_imports, reason = "no strategy uses all of it")]
            use {
                $crate::random::{self, Sample},
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
