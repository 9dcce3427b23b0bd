//! Room state for the widget: the current entries that it may newly receive, and the changes.
//!
//! See [MSC2762](https://github.com/matrix-org/matrix-spec-proposals/pull/2762).

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    mem,
    sync::Arc,
    time::Duration,
};

use matrix_widget_protocol::{
    event::MatrixEvent,
    reexports::{
        matrix_widget_capability::{CapabilitySet, EventKind, EventPermission, EventQuery},
        ruma_common::{OwnedRoomId, RoomId},
    },
    to_widget::UpdateStateRequest,
};

use super::{
    push::RoomEvent,
    view::{View, is_wider},
};
use crate::{Now, TicketId, ticket::Tickets};

/// The room state that the application reads for a widget.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct StateRead {
    /// The room of the state.
    pub room: OwnedRoomId,
    /// The type of the state events.
    pub event_type: String,
    /// The state key, or `None` for all state keys.
    pub state_key: Option<String>,
}

/// An action of the session for room state, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StateEffect {
    /// Asks the application for current state.
    Read(TicketId, StateRead),
    /// Tells the application that the widget does not get this state: the read failed twice, or was not done in time.
    Failed(StateRead),
    /// Withdraws a read.
    Cancel(TicketId),
    /// Sends `update_state`.
    Push(UpdateStateRequest),
}

/// The `update_state` messages of a widget.
///
/// [`round`](Self::round) is called after the `notify_capabilities` of the round has been queued. Nothing is sent before
/// [`versions`](Self::versions).
#[derive(Debug)]
pub(super) struct RoomState {
    deadline: Duration,
    is_supported: bool,
    /// The widget handles `update_state`. `None` until its versions are known.
    is_handled: Option<bool>,
    has_rounds: bool,
    /// The messages whose entries are being read, in the order in which they are sent.
    pending: VecDeque<Pending>,
}

/// A message whose entries are being read.
#[derive(Debug)]
struct Pending {
    scope: BTreeSet<StateRead>,
    /// The grants before the round, and the room viewed at the time of it: what they cover was sent before.
    before: Option<(Arc<CapabilitySet>, Option<OwnedRoomId>)>,
    /// The reads that are not done, and whether they are second attempts.
    open: BTreeMap<TicketId, (StateRead, bool)>,
    deadline: Now,
    /// The entries by room, type and state key.
    entries: BTreeMap<[String; 3], MatrixEvent>,
    /// The message is sent even if it has no entries.
    is_required: bool,
}

impl RoomState {
    /// Creates the machine of a client that does or does not support `update_state`.
    pub(super) fn new(deadline: Duration, is_supported: bool) -> Self {
        let is_handled = (!is_supported).then_some(false);
        Self { deadline, is_supported, is_handled, has_rounds: false, pending: VecDeque::new() }
    }

    /// Begins a new epoch, or ends the session. Returns the reads that are withdrawn.
    pub(super) fn reset(&mut self) -> Vec<StateEffect> {
        self.is_handled = (!self.is_supported).then_some(false);
        self.has_rounds = false;
        self.cancel()
    }

    /// Takes the versions of the widget: whether it handles `update_state`.
    pub(super) fn versions(&mut self, is_handled: bool, view: View<'_>) -> Vec<StateEffect> {
        let is_handled = is_handled && self.is_supported;
        self.is_handled = Some(is_handled);
        if is_handled { self.send_ready(view) } else { self.cancel() }
    }

    fn cancel(&mut self) -> Vec<StateEffect> {
        let open = self.pending.drain(..).flat_map(|pending| pending.open.into_keys());
        open.map(StateEffect::Cancel).collect()
    }

    /// Takes a round: what was granted before, and whether the widget has asked for state.
    pub(super) fn round(
        &mut self,
        before: Arc<CapabilitySet>,
        asks_for_state: bool,
        view: View<'_>,
        tickets: &mut Tickets,
        now: Now,
    ) -> Vec<StateEffect> {
        let is_first = !mem::replace(&mut self.has_rounds, true);
        let is_answer = is_first && asks_for_state;
        if !is_answer && !is_wider(view.granted.receivable_state(), view.granted, &before) {
            return Vec::new();
        }
        let viewed = view.viewed.map(RoomId::as_str);
        let is_new = |query: &EventQuery<'_>| !before.may_receive(query, viewed);
        let reach = view.reach();
        let permissions = view.granted.receivable_state();
        let scope = permissions
            .flat_map(|permission| {
                let rooms = reach.rooms(&permission).into_iter();
                rooms.filter_map(|room| read(&permission, room, is_new)).collect::<Vec<_>>()
            })
            .collect();
        let before = Some((before, view.viewed.map(ToOwned::to_owned)));
        self.begin(scope, before, true, view, tickets, now)
    }

    /// Takes another viewed room; the view already shows it.
    pub(super) fn viewed(
        &mut self,
        earlier: Option<&RoomId>,
        view: View<'_>,
        tickets: &mut Tickets,
        now: Now,
    ) -> Vec<StateEffect> {
        let Some(room) = view.viewed else { return Vec::new() };
        let earlier = earlier.map(RoomId::as_str);
        let explicit = (!view.known.contains(room)).then(|| view.explicit());
        let before = explicit.as_ref().unwrap_or(view.granted);
        self.room(room, view, tickets, now, |query| !before.may_receive(query, earlier))
    }

    /// Takes a room that has become known; the view already has it. Only the permissions of `*` are new in it.
    pub(super) fn known(
        &mut self,
        room: &RoomId,
        view: View<'_>,
        tickets: &mut Tickets,
        now: Now,
    ) -> Vec<StateEffect> {
        if view.viewed == Some(room) {
            return Vec::new();
        }
        let before = view.explicit();
        self.room(room, view, tickets, now, |query| !before.may_receive(query, None))
    }

    fn room(
        &mut self,
        room: &RoomId,
        view: View<'_>,
        tickets: &mut Tickets,
        now: Now,
        is_new: impl Fn(&EventQuery<'_>) -> bool,
    ) -> Vec<StateEffect> {
        let is_new = |query: &EventQuery<'_>| view.may_receive(query) && is_new(query);
        let permissions = view.granted.receivable_state();
        let scope = permissions.filter_map(|permission| read(&permission, room.to_owned(), is_new)).collect();
        self.begin(scope, None, false, view, tickets, now)
    }

    fn begin(
        &mut self,
        scope: BTreeSet<StateRead>,
        before: Option<(Arc<CapabilitySet>, Option<OwnedRoomId>)>,
        is_required: bool,
        view: View<'_>,
        tickets: &mut Tickets,
        now: Now,
    ) -> Vec<StateEffect> {
        if self.is_handled == Some(false) || scope.is_empty() && !is_required {
            return Vec::new();
        }
        let open: BTreeMap<_, _> =
            scope.iter().map(|read| (tickets.reserve(), (read.clone(), false))).collect();
        let mut effects: Vec<_> =
            open.iter().map(|(ticket, (read, _))| StateEffect::Read(*ticket, read.clone())).collect();
        let deadline = now.saturating_add(self.deadline);
        self.pending.push_back(Pending {
            scope,
            before,
            open,
            deadline,
            entries: BTreeMap::new(),
            is_required,
        });
        effects.extend(self.send_ready(view));
        effects
    }

    /// Takes the result of a read: the current entries, in any order, or `None` if it failed. Returns `None` if it is late.
    pub(super) fn read(
        &mut self,
        ticket: TicketId,
        result: Option<Vec<MatrixEvent>>,
        view: View<'_>,
        tickets: &mut Tickets,
    ) -> Option<Vec<StateEffect>> {
        let pending = self.pending.iter_mut().find(|pending| pending.open.contains_key(&ticket))?;
        let (read, is_repeated) = pending.open.remove(&ticket)?;
        let mut effects = Vec::new();
        match result {
            Some(events) => {
                events.into_iter().for_each(|event| pending.add(event.with_room_id(&read.room), false));
            }
            None if is_repeated => effects.push(StateEffect::Failed(read)),
            None => {
                let ticket = tickets.reserve();
                pending.open.insert(ticket, (read.clone(), true));
                effects.push(StateEffect::Read(ticket, read));
            }
        }
        effects.extend(self.send_ready(view));
        Some(effects)
    }

    /// Takes changes of current state, and returns those to send now: the others replace what is being read. Returns `None`
    /// if the widget gets none of them.
    pub(super) fn changed(&mut self, events: &[RoomEvent], view: View<'_>) -> Option<Vec<MatrixEvent>> {
        let mut now = Vec::new();
        let mut is_allowed = false;
        for event in events {
            let query = event.facts().query();
            if query.kind() != EventKind::State || !view.may_receive(&query) {
                continue;
            }
            let pending = self.pending.iter_mut().filter(|pending| pending.covers(&query));
            let count = pending.map(|pending| pending.add(event.event().clone(), true)).count();
            if count == 0 && self.is_handled == Some(true) {
                now.push(event.event().clone());
            }
            is_allowed |= count > 0 || self.is_handled == Some(true);
        }
        is_allowed.then_some(now)
    }

    /// Gives up the reads whose [deadline](Self::poll_timeout) has come.
    pub(super) fn handle_timeout(&mut self, view: View<'_>, now: Now) -> Vec<StateEffect> {
        let due = self.pending.iter_mut().filter(|pending| pending.deadline <= now);
        let open = due.flat_map(|pending| mem::take(&mut pending.open));
        let ends =
            open.flat_map(|(ticket, (read, _))| [StateEffect::Cancel(ticket), StateEffect::Failed(read)]);
        let mut effects: Vec<_> = ends.collect();
        effects.extend(self.send_ready(view));
        effects
    }

    pub(super) fn poll_timeout(&self) -> Option<Now> {
        let open = self.pending.iter().filter(|pending| !pending.open.is_empty());
        open.map(|pending| pending.deadline).min()
    }

    /// Sends the messages whose entries have been read, in order.
    fn send_ready(&mut self, view: View<'_>) -> Vec<StateEffect> {
        let mut effects = Vec::new();
        let is_ready = |pending: &Pending| pending.open.is_empty();
        while self.is_handled == Some(true)
            && self.pending.front().is_some_and(is_ready)
            && let Some(pending) = self.pending.pop_front()
        {
            let mut update = UpdateStateRequest::new(pending.entries.into_values().collect());
            update.retain_allowed(view.granted, view.viewed);
            if pending.is_required || !update.state.is_empty() {
                effects.push(StateEffect::Push(update));
            }
        }
        effects
    }
}

impl Pending {
    /// Returns `true` if the entry is in the scope of the message, and was not sent before.
    fn covers(&self, entry: &EventQuery<'_>) -> bool {
        let read = |state_key: Option<&str>| {
            let room = RoomId::parse(entry.room()).ok()?;
            Some(StateRead {
                room,
                event_type: entry.event_type().into(),
                state_key: state_key.map(Into::into),
            })
        };
        let is_in = |read: Option<StateRead>| read.is_some_and(|read| self.scope.contains(&read));
        let is_new = || match &self.before {
            Some((granted, viewed)) => !granted.may_receive(entry, viewed.as_deref().map(RoomId::as_str)),
            None => true,
        };
        entry.kind() == EventKind::State && (is_in(read(None)) || is_in(read(entry.key()))) && is_new()
    }

    /// Adds an entry that the message [covers](Self::covers). A change replaces an entry, and what is read does not.
    fn add(&mut self, event: MatrixEvent, is_change: bool) {
        let key = match event.facts() {
            Ok(facts) if self.covers(&facts.query()) => {
                let query = facts.query();
                [query.room(), query.event_type(), query.key().unwrap_or_default()].map(str::to_owned)
            }
            _ => return,
        };
        match self.entries.entry(key) {
            Entry::Occupied(mut entry) if is_change => drop(entry.insert(event)),
            Entry::Occupied(_) => {}
            Entry::Vacant(entry) => drop(entry.insert(event)),
        }
    }
}

/// Returns the read of a permission's state in a room, if the state is new.
fn read(
    permission: &EventPermission<'_>,
    room: OwnedRoomId,
    is_new: impl Fn(&EventQuery<'_>) -> bool,
) -> Option<StateRead> {
    let (event_type, key) = (permission.event_type(), permission.key());
    let query = match key {
        Some(key) => EventQuery::state(event_type, key, room.as_str()),
        None => EventQuery::any_state(event_type, room.as_str()),
    };
    if !is_new(&query) {
        return None;
    }
    Some(StateRead { room, event_type: event_type.to_owned(), state_key: key.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, time::Duration};

    use matrix_widget_protocol::{
        RawObject,
        event::MatrixEvent,
        reexports::{
            matrix_widget_capability::{CapabilitySet, Dialect},
            ruma_common::OwnedRoomId,
        },
        to_widget::UpdateStateRequest,
    };

    use super::{RoomEvent, RoomState, StateEffect, StateRead, View};
    use crate::ticket::Tickets;

    const NOW: Duration = Duration::from_secs(1000);
    const DEADLINE: Duration = Duration::from_secs(1060);

    /// The machine, with what the widget may see.
    struct World {
        state: RoomState,
        /// Issues the tickets 1, 2 and so on.
        tickets: Tickets,
        granted: CapabilitySet,
        viewed: Option<OwnedRoomId>,
        known: BTreeSet<OwnedRoomId>,
    }

    fn room(name: &str) -> OwnedRoomId {
        format!("!{name}:s").try_into().unwrap()
    }

    fn set(capabilities: &[&str]) -> CapabilitySet {
        let full = |short: &&str| match short.split_once(' ') {
            Some(("state", rest)) => format!("m.receive.state_event:{rest}"),
            Some(("in", room)) => format!("m.timeline:{room}"),
            _ => (*short).to_owned(),
        };
        CapabilitySet::from_strings(capabilities.iter().map(full), Dialect::RoomScoped)
    }

    fn event(text: &str) -> MatrixEvent {
        RawObject::from_text(text).unwrap().into()
    }

    /// Returns a state event of a room, `T key=value`.
    fn entry(room_name: &str, text: &str) -> MatrixEvent {
        let (event_type, rest) = text.split_once(' ').unwrap();
        let (key, value) = rest.split_once('=').unwrap();
        let text = format!(
            r#"{{"type":"{event_type}","state_key":"{key}","event_id":"$e","content":{{"v":{value}}}}}"#
        );
        event(&text).with_room_id(&room(room_name))
    }

    fn push(entries: &[MatrixEvent]) -> StateEffect {
        StateEffect::Push(UpdateStateRequest::new(entries.to_vec()))
    }

    fn ask(number: u64, room_name: &str, event_type: &str, key: Option<&str>) -> StateEffect {
        StateEffect::Read(number.into(), read(room_name, event_type, key))
    }

    fn read(room_name: &str, event_type: &str, key: Option<&str>) -> StateRead {
        StateRead { room: room(room_name), event_type: event_type.into(), state_key: key.map(Into::into) }
    }

    impl World {
        /// A widget that handles `update_state` in the viewed room A.
        fn new() -> Self {
            let mut world = Self::of_unknown_versions();
            assert_eq!(world.with(|state, view, _| state.versions(true, view)), []);
            world
        }

        fn of_unknown_versions() -> Self {
            Self {
                state: RoomState::new(Duration::from_secs(60), true),
                tickets: Tickets::counting(),
                granted: set(&[]),
                viewed: Some(room("a")),
                known: BTreeSet::from([room("a"), room("b")]),
            }
        }

        fn with<T>(&mut self, call: impl FnOnce(&mut RoomState, View<'_>, &mut Tickets) -> T) -> T {
            let Self { state, tickets, granted, viewed, known } = self;
            call(state, View { granted, viewed: viewed.as_deref(), known }, tickets)
        }

        /// Decides a round that asks for these, and grants all of `granted`.
        fn round(&mut self, requested: &[&str], granted: &[&str]) -> Vec<StateEffect> {
            let before = std::mem::replace(&mut self.granted, set(granted));
            let asks = set(requested).receivable_state().next().is_some();
            self.with(|state, view, tickets| state.round(before.into(), asks, view, tickets, NOW))
        }

        fn grant(&mut self, granted: &[&str]) -> Vec<StateEffect> {
            self.round(granted, granted)
        }

        fn answer(&mut self, number: u64, entries: &[MatrixEvent]) -> Option<Vec<StateEffect>> {
            self.with(|state, view, tickets| state.read(number.into(), Some(entries.to_vec()), view, tickets))
        }

        fn fail(&mut self, number: u64) -> Option<Vec<StateEffect>> {
            self.with(|state, view, tickets| state.read(number.into(), None, view, tickets))
        }

        fn change(&mut self, entries: &[MatrixEvent]) -> Option<Vec<MatrixEvent>> {
            let of = |event: &MatrixEvent| RoomEvent::new(event.clone(), &event.room_id().unwrap()).unwrap();
            let entries: Vec<_> = entries.iter().map(of).collect();
            self.with(|state, view, _| state.changed(&entries, view))
        }

        fn view(&mut self, name: &str) -> Vec<StateEffect> {
            let earlier = self.viewed.replace(room(name));
            self.with(|state, view, tickets| state.viewed(earlier.as_deref(), view, tickets, NOW))
        }

        fn join(&mut self, name: &str) -> Vec<StateEffect> {
            self.known.insert(room(name));
            self.with(|state, view, tickets| state.known(&room(name), view, tickets, NOW))
        }

        fn timeout(&mut self, now: Duration) -> Vec<StateEffect> {
            self.with(|state, view, _| state.handle_timeout(view, now))
        }
    }

    /// H-PUSH-7, H-PUSH-10: a room that becomes known repeats nothing of the viewed room or of a room that a capability names.
    #[test]
    fn known_room_repeats_no_state() {
        let mut world = World::new();
        let granted = ["state T", "state U", "in *", "in !c:s"];
        let reads = world.grant(&granted);
        assert!(reads.contains(&ask(5, "c", "T", None)) && reads.len() == 6, "{reads:?}");
        assert_eq!((world.join("a"), world.join("c")), (vec![], vec![]));
        assert_eq!(world.join("d"), [ask(7, "d", "T", None), ask(8, "d", "U", None)]);
    }

    /// H-PUSH-10: `*` applies to a room that is viewed before it is known, and to the room when it becomes known otherwise.
    #[test]
    fn viewed_room_may_be_unknown() {
        let mut world = World::new();
        let _ = world.grant(&["state T", "in *"]);
        assert_eq!(world.view("d"), [ask(3, "d", "T", None)]);
        assert_eq!(world.join("d"), []);
        assert_eq!(world.view("b"), []);
    }

    /// H-PUSH-4: one message with the current entries.
    #[test]
    fn round_sends_current_state_once() {
        let mut world = World::new();
        assert_eq!(
            world.grant(&["state T#k", "state U"]),
            [ask(1, "a", "T", Some("k")), ask(2, "a", "U", None)]
        );
        assert_eq!(world.answer(2, &[entry("a", "U x=1"), entry("a", "U y=2")]), Some(vec![]));
        let all = [entry("a", "T k=0"), entry("a", "U x=1"), entry("a", "U y=2")];
        assert_eq!(world.answer(1, &all[..1]), Some(vec![push(&all)]));
        assert_eq!(world.answer(1, &all[..1]), None);
    }

    /// H-PUSH-4: an empty message if there is nothing, no room, or nothing granted in the first round.
    #[test]
    fn round_sends_empty_state() {
        let mut world = World::new();
        assert_eq!(world.grant(&["state T#k"]), [ask(1, "a", "T", Some("k"))]);
        assert_eq!(world.answer(1, &[]), Some(vec![push(&[])]));

        let mut world = World::new();
        world.viewed = None;
        assert_eq!(world.grant(&["state T"]), [push(&[])]);

        let mut world = World::new();
        assert_eq!(world.round(&["state T"], &[]), [push(&[])]);
        assert_eq!(world.round(&["state U"], &[]), []);
    }

    /// H-PUSH-4: rounds that do not widen the receivable state send nothing.
    #[test]
    fn round_that_widens_nothing_sends_nothing() {
        let mut world = World::new();
        assert_eq!(world.grant(&["m.sticker", "in !b:s"]), []);
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        let _ = world.answer(1, &[]);
        assert_eq!(world.grant(&["state T", "state T#k", "m.sticker"]), []);
        let mut world = World::new();
        let _ = world.grant(&["state T:*"]);
        assert_eq!(world.grant(&["state T:*", "in !b:s"]), []);
    }

    /// H-PUSH-4, H-PUSH-7: a timeline widens the state, and only the entries of its room are read.
    #[test]
    fn round_with_a_timeline_reads_its_room() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        let _ = world.answer(1, &[]);
        assert_eq!(world.grant(&["state T", "in !b:s"]), [ask(2, "b", "T", None)]);
        let entries = [entry("b", "T k=1")];
        assert_eq!(world.answer(2, &entries), Some(vec![push(&entries)]));
    }

    /// H-PUSH-6: all rooms in one message, each entry once.
    #[test]
    fn round_reads_every_room_once() {
        let mut world = World::new();
        world.known.insert(room("c"));
        let granted = ["state T#k", "state T", "state T:!b:s", "state U#k:*", "in !b:s", "state U#k"];
        let asked = [
            ask(1, "a", "T", None),
            ask(2, "a", "T", Some("k")),
            ask(3, "a", "U", Some("k")),
            ask(4, "b", "T", None),
            ask(5, "b", "T", Some("k")),
            ask(6, "b", "U", Some("k")),
            ask(7, "c", "U", Some("k")),
        ];
        assert_eq!(world.grant(&granted), asked);
        let twice = [entry("a", "T k=1"), entry("a", "T k=1")];
        assert_eq!(world.answer(1, &twice), Some(vec![]));
        assert_eq!(world.answer(2, &twice[..1]), Some(vec![]));
        for number in 3..7 {
            assert_eq!(world.answer(number, &[]), Some(vec![]));
        }
        assert_eq!(world.answer(7, &[]), Some(vec![push(&twice[..1])]));
    }

    /// H-PUSH-7: entries that were receivable are not sent again.
    #[test]
    fn renegotiation_sends_new_entries() {
        let mut world = World::new();
        let _ = world.grant(&["state T#k"]);
        let _ = world.answer(1, &[entry("a", "T k=1")]);
        assert_eq!(world.grant(&["state T#k", "state T"]), [ask(2, "a", "T", None)]);
        let new = [entry("a", "T other=3")];
        assert_eq!(world.answer(2, &[entry("a", "T k=2"), new[0].clone()]), Some(vec![push(&new)]));
    }

    /// H-PUSH-8: a change replaces the value that is read, whether it comes before or after the value.
    #[test]
    fn change_during_a_read_replaces_the_value() {
        let mut world = World::new();
        let _ = world.grant(&["state T", "state U"]);
        assert_eq!(world.change(&[entry("a", "T k=2")]), Some(vec![]));
        assert_eq!(world.answer(1, &[entry("a", "T k=1"), entry("a", "T l=1")]), Some(vec![]));
        assert_eq!(world.change(&[entry("a", "T l=2"), entry("a", "T new=2")]), Some(vec![]));
        let all = [entry("a", "T k=2"), entry("a", "T l=2"), entry("a", "T new=2")];
        assert_eq!(world.answer(2, &[]), Some(vec![push(&all)]));
        let later = [entry("a", "T k=3")];
        assert_eq!(world.change(&later), Some(later.to_vec()));
    }

    /// H-PUSH-2, H-PUSH-8: a change of an entry that was receivable before is sent at once.
    #[test]
    fn change_of_earlier_entries_does_not_wait() {
        let mut world = World::new();
        let _ = world.grant(&["state T#k"]);
        let _ = world.answer(1, &[]);
        let _ = world.grant(&["state T#k", "state T"]);
        let change = [entry("a", "T k=1")];
        assert_eq!(world.change(&change), Some(change.to_vec()));
    }

    /// H-PUSH-2, H-PUSH-15: only changes that the widget may receive are sent.
    #[test]
    fn change_is_checked() {
        let mut world = World::new();
        let _ = world.grant(&["state T#k"]);
        let _ = world.answer(1, &[]);
        let message = event(r#"{"type":"T","event_id":"$e","room_id":"!a:s","content":{}}"#);
        let others = [entry("a", "T l=1"), entry("b", "T k=1"), entry("a", "U k=1"), message];
        assert_eq!(world.change(&others), None);
    }

    /// H-PUSH-9: a read that fails is tried once more, and the message goes out without it.
    #[test]
    fn failed_read_is_tried_twice() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        assert_eq!(world.fail(1), Some(vec![ask(2, "a", "T", None)]));
        assert_eq!(world.fail(1), None);
        assert_eq!(world.fail(2), Some(vec![StateEffect::Failed(read("a", "T", None)), push(&[])]));
    }

    /// H-PUSH-9: the message goes out at the deadline.
    #[test]
    fn unfinished_reads_end_at_the_deadline() {
        let mut world = World::new();
        let _ = world.grant(&["state T", "state U"]);
        let entries = [entry("a", "T k=1")];
        let _ = world.answer(1, &entries);
        assert_eq!(world.state.poll_timeout(), Some(DEADLINE));
        assert_eq!(world.timeout(DEADLINE - Duration::from_millis(1)), []);
        assert_eq!(
            world.timeout(DEADLINE),
            [StateEffect::Cancel(2.into()), StateEffect::Failed(read("a", "U", None)), push(&entries)]
        );
        assert_eq!(world.answer(2, &entries), None);
        assert_eq!(world.state.poll_timeout(), None);
    }

    /// H-PUSH-10: the viewed room changes.
    #[test]
    fn viewed_room_sends_its_entries() {
        let mut world = World::new();
        let _ = world.grant(&["state T", "state U:*"]);
        for number in 1..=3 {
            let _ = world.answer(number, &[]);
        }
        assert_eq!(world.view("b"), [ask(4, "b", "T", None)]);
        let entries = [entry("b", "T k=1")];
        assert_eq!(world.answer(4, &entries), Some(vec![push(&entries)]));
        assert_eq!(world.view("b"), []);
        assert_eq!(world.view("a"), [ask(5, "a", "T", None)]);
        assert_eq!(world.answer(5, &[]), Some(vec![]));
    }

    /// H-PUSH-10: a room is joined under `timeline:*`.
    #[test]
    fn joined_room_sends_its_entries() {
        let mut world = World::new();
        let _ = world.grant(&["state T", "in *"]);
        let _ = (world.answer(1, &[]), world.answer(2, &[]));
        assert_eq!(world.join("c"), [ask(3, "c", "T", None)]);
        let entries = [entry("c", "T k=1")];
        assert_eq!(world.answer(3, &entries), Some(vec![push(&entries)]));

        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        assert_eq!(world.join("c"), []);
    }

    /// H-PERM-5: what is no longer receivable when the message is sent is left out.
    #[test]
    fn entries_of_a_room_that_was_left_are_dropped() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        let _ = world.view("b");
        assert_eq!(world.answer(1, &[entry("a", "T k=1")]), Some(vec![push(&[])]));
    }

    /// H-VER-7, H-VER-12: the message waits for the versions, and the reads do not.
    #[test]
    fn messages_wait_for_versions() {
        let mut world = World::of_unknown_versions();
        assert_eq!(world.grant(&["state T"]), [ask(1, "a", "T", None)]);
        assert_eq!(world.answer(1, &[entry("a", "T k=1")]), Some(vec![]));
        assert_eq!(world.change(&[entry("a", "T k=2")]), Some(vec![]));
        assert_eq!(world.with(|state, view, _| state.versions(true, view)), [push(&[entry("a", "T k=2")])]);
    }

    /// H-VER-7: a widget without the version gets nothing.
    #[test]
    fn widget_without_the_version_gets_nothing() {
        let mut world = World::of_unknown_versions();
        let _ = world.grant(&["state T"]);
        let cancel = StateEffect::Cancel(1.into());
        assert_eq!(world.with(|state, view, _| state.versions(false, view)), [cancel]);
        assert_eq!(world.answer(1, &[]), None);
        assert_eq!(world.change(&[entry("a", "T k=2")]), None);
        assert_eq!(world.grant(&["state T", "state U"]), []);
        assert_eq!(world.view("b"), []);
        assert_eq!(world.state.poll_timeout(), None);
    }

    /// H-VER-2: a client that does not support `update_state` reads nothing.
    #[test]
    fn client_without_the_version_reads_nothing() {
        let mut world = World::new();
        world.state = RoomState::new(Duration::from_secs(60), false);
        assert_eq!(world.grant(&["state T"]), []);
        assert_eq!(world.with(|state, view, _| state.versions(true, view)), []);
    }

    /// H-READ-15, H-PUSH-16: an entry is judged by the room that was read.
    #[test]
    fn entries_carry_the_room_that_was_read() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        let foreign = [entry("b", "T k=1"), entry("a", "U k=1"), event(r#"{"type":"T","state_key":"l"}"#)];
        let mine = [entry("a", "T k=1"), event(r#"{"type":"T","state_key":"l"}"#).with_room_id(&room("a"))];
        assert_eq!(world.answer(1, &foreign), Some(vec![push(&mine)]));
    }

    /// H-LOAD-15, H-LOAD-17: answers to reads of an earlier document are late.
    #[test]
    fn reset_forgets_reads_and_rounds() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        assert_eq!(world.state.reset(), [StateEffect::Cancel(1.into())]);
        assert_eq!(world.answer(1, &[]), None);
        world.granted = set(&[]);
        assert_eq!(world.with(|state, view, _| state.versions(true, view)), []);
        assert_eq!(world.round(&["state T"], &[]), [push(&[])]);
    }

    /// Two rounds send their messages in order.
    #[test]
    fn messages_keep_the_order_of_rounds() {
        let mut world = World::new();
        let _ = world.grant(&["state T"]);
        let _ = world.grant(&["state T", "state U"]);
        assert_eq!(world.answer(2, &[entry("a", "U k=1")]), Some(vec![]));
        let expected = vec![push(&[entry("a", "T k=1")]), push(&[entry("a", "U k=1")])];
        assert_eq!(world.answer(1, &[entry("a", "T k=1")]), Some(expected));
    }
}
