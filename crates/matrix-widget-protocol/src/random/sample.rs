//! Strategies by type, including foreign types.

use std::fmt::Debug;

use js_int::Int;
use matrix_widget_capability::CapabilityList;
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
};
use ruma_common::{OwnedEventId, OwnedMxcUri, OwnedRoomId, OwnedUserId, to_device::DeviceIdOrAllDevices};

use super::values;
use crate::unique::UniqueMap;

/// The counterpart of `Arbitrary` that can be implemented for the foreign types in bodies.
pub(crate) trait Sample: Debug + Sized + 'static {
    fn sample() -> BoxedStrategy<Self>;

    /// Generates values for a present optional member, which are not null.
    fn sample_present() -> BoxedStrategy<Self> {
        Self::sample()
    }
}

impl<T: Sample> Sample for Option<T> {
    fn sample() -> BoxedStrategy<Self> {
        option::of(T::sample_present()).boxed()
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample() -> BoxedStrategy<Self> {
        vec(T::sample(), 0..3).boxed()
    }
}

impl<K: Sample + Ord, V: Sample> Sample for UniqueMap<K, V> {
    fn sample() -> BoxedStrategy<Self> {
        btree_map(K::sample(), V::sample(), 0..3).prop_map(Self::from).boxed()
    }
}

macro_rules! samples {
    ($($Type:ty => $strategy:expr;)+) => {
        $(
            impl Sample for $Type {
                fn sample() -> BoxedStrategy<Self> {
                    $strategy.boxed()
                }
            }
        )+
    };
}

samples! {
    bool => any::<bool>();
    u16 => any::<u16>();
    String => values::string();
    Int => values::integer();
    OwnedRoomId => values::room_id();
    OwnedUserId => values::user_id();
    OwnedEventId => values::event_id();
    OwnedMxcUri => values::mxc_uri();
    DeviceIdOrAllDevices => values::device();
    CapabilityList => any::<CapabilityList>();
}
