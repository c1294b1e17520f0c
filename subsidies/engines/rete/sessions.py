"""One durable-rules ruleset with its one session: assert a batch of facts, read what fired, take them back.

durable-rules' own driver (`do_actions`) parses the whole fact for each rule that fires and stores exceptions
where nobody looks, and its `Host` starts timer threads that never end. So the C module is driven directly.
"""

import json
import re
from collections.abc import Collection, Sequence

import durable_rules_engine

from subsidies.engines.rete.faults import NetworkFault
from subsidies.engines.rete.hashing import require_distinct

MAX_RULES = 63
"""Rules in a session. With the sentinel a fact matches at most 64 patterns, whatever its values."""

MAX_PROPERTIES = 250
"""Properties of a fact besides its reserved ones; so many are measured to be right."""

BATCH = 64
"""Facts in a batch. durable-rules copies 9 KB for each fact: this many still fit a processor's cache."""

_SENTINEL = "seen"  # every fact has it and one rule matches it: proof that the fact was read

RESERVED_NAMES = ("id", "sid", "$s", _SENTINEL)
"""Properties that facts have in durable-rules besides their own."""

# Ids and rule names have two digits, so that they stand at known places of a result.
_IDS = tuple(str(number) for number in range(10, 10 + BATCH))
_SLOTS = {fact_id: slot for slot, fact_id in enumerate(_IDS)}
_RULES = tuple(str(number) for number in range(10, 10 + MAX_RULES))
_SENTINEL_RULE = "99"
_SESSION = "0"  # what durable-rules takes for a fact that names no session
require_distinct((*_IDS, f"sid-{_SESSION}"))  # the latter is a fact that durable-rules adds by itself

_OPENINGS = tuple(f'{{"id":{fact_id},"{_SENTINEL}":1' for fact_id in _IDS)
_RETRACTIONS = tuple("[" + ",".join(f'{{"id":{fact_id}}}' for fact_id in _IDS[:size]) + "]" for size in range(BATCH + 1))

# A result: {"10":[{"m":{"id":10,…}},{"m":{"id":11,…}}]}
_RULE_AT = slice(len('{"'), len('{"10'))
_FIRST_ID_AT = len('{"10":[{"m":{"id":')
_BETWEEN_FACTS = len('},{"m":')

_CODE = re.compile(r"error code: (\d+)")


class Session:
    """A durable-rules ruleset whose rules are patterns over one fact each, with its only session.

    The session is kept and its facts are retracted: a new one would cost 12 KB of memory for each rule. Only
    after a batch that was broken off are both deleted and built anew. Not for two threads at once.
    """

    def __init__(self, name: str, rules: Sequence[tuple[object, Collection[int]]]) -> None:
        """Build the ruleset `name` of at most 63 rules, each a pattern and what follows from it."""
        self.name = name
        self._handle: int | None = None
        self._is_empty = True
        patterns: dict[str, object] = {rule: pattern for rule, (pattern, _) in zip(_RULES, rules, strict=False)}
        patterns[_SENTINEL_RULE] = {"$eq": {_SENTINEL: 1}}
        # With `cap` a result lists all facts that match the rule; without, each match is a result of its own.
        self._definition = json.dumps({rule: {"all": [{"m": patterns[rule]}], "cap": BATCH} for rule in patterns})
        self._follows = {rule: follows for rule, (_, follows) in zip(_RULES, rules, strict=False)}
        self._open()

    def fire(self, bodies: Sequence[str], conclusions: Sequence[set[int]]) -> None:
        """Add to `conclusions`, one set for each fact, what follows from it.

        `bodies` has at most 64 facts, each as JSON members with a comma before each: `,"q12l":18,"q12h":20`.
        """
        facts = [f"{opening}{body}}}" for opening, body in zip(_OPENINGS, bodies, strict=False)]
        # An interrupt may come anywhere, even in discard: only the end of a batch says that no fact is left.
        if not self._is_empty:
            self.discard()
        handle = self._open() if self._handle is None else self._handle
        self._is_empty = False
        try:
            # The session's number in the answer is not used: it is not set where a fact could not be parsed.
            status, _ = durable_rules_engine.assert_facts(handle, f"[{','.join(facts)}]")
            if status:
                raise NetworkFault(self.name, "it did not take the facts", status)
            collect = self._collect_by_position if self._layout_is_known else self._collect_by_parsing
            seen = collect(handle, [len(fact) + _BETWEEN_FACTS for fact in facts], conclusions)
            if seen != len(facts):
                raise NetworkFault(self.name, f"it read {seen} of {len(facts)} facts")
            status, _ = durable_rules_engine.retract_facts(handle, _RETRACTIONS[len(facts)])
            if status:
                raise NetworkFault(self.name, "it did not give the facts back", status)
            self._is_empty = True
        except BaseException as error:
            self.discard()
            if isinstance(error, durable_rules_engine.error):
                raise _fault(self.name, error) from error
            raise

    def discard(self) -> None:
        """Delete the ruleset, its session and every fact in it. The next batch builds it anew."""
        handle, self._handle = self._handle, None
        if handle is not None:
            try:
                durable_rules_engine.delete_state(handle, _SESSION)  # deleting a ruleset frees no session
            finally:
                durable_rules_engine.delete_ruleset(handle)

    def __del__(self) -> None:
        self.discard()

    def _open(self) -> int:
        try:
            handle: int = durable_rules_engine.create_ruleset(self.name, self._definition)
            try:
                self._probe(handle)
            except BaseException:
                durable_rules_engine.delete_ruleset(handle)
                raise
        except durable_rules_engine.error as error:
            raise _fault(self.name, error) from error
        self._is_empty = True
        self._handle = handle
        return handle

    def _probe(self, handle: int) -> None:
        """Run two facts without properties: opens the session and shows the layout of a result.

        A session may be deleted only after its first action, so it has it here.
        """
        facts = [f"{opening}}}" for opening in _OPENINGS[:2]]
        _, self._state = durable_rules_engine.assert_facts(handle, f"[{','.join(facts)}]")
        started = durable_rules_engine.start_action_for_state(handle, self._state)
        if started is None or durable_rules_engine.complete_and_start_action(handle, self._state) is not None:
            raise NetworkFault(self.name, "facts without properties fired something else than the sentinel")
        durable_rules_engine.retract_facts(handle, _RETRACTIONS[2])
        listed = (f'{{"m":{facts[0]}}},{{"m":{facts[1]}}}', f'{{"m":{facts[1]}}},{{"m":{facts[0]}}}')
        self._layout_is_known = started[1] in [f'{{"{_SENTINEL_RULE}":[{frames}]}}' for frames in listed]

    def _collect_by_position(self, handle: int, strides: Sequence[int], conclusions: Sequence[set[int]]) -> int:
        """Read each result, add what follows; how many facts the sentinel matched.

        `strides`: by fact, the characters from its id in a result to the id of the next fact.
        """
        seen = 0
        follows_from = self._follows
        started = durable_rules_engine.start_action_for_state(handle, self._state)
        result = started[1] if started else None
        while result is not None:
            rule = result[_RULE_AT]
            at, end = _FIRST_ID_AT, len(result)
            if rule == _SENTINEL_RULE:
                while at < end:
                    at += strides[_SLOTS[result[at : at + 2]]]
                    seen += 1
            else:
                follows = follows_from[rule]
                while at < end:
                    slot = _SLOTS[result[at : at + 2]]
                    conclusions[slot].update(follows)
                    at += strides[slot]
            result = durable_rules_engine.complete_and_start_action(handle, self._state)
        return seen

    def _collect_by_parsing(self, handle: int, _strides: Sequence[int], conclusions: Sequence[set[int]]) -> int:
        """The same as `_collect_by_position`, from any layout; slower."""
        seen = 0
        started = durable_rules_engine.start_action_for_state(handle, self._state)
        result = started[1] if started else None
        while result is not None:
            ((rule, frames),) = json.loads(result).items()
            if rule == _SENTINEL_RULE:
                seen += len(frames)
            else:
                for frame in frames:
                    conclusions[_SLOTS[str(frame["m"]["id"])]].update(self._follows[rule])
            result = durable_rules_engine.complete_and_start_action(handle, self._state)
        return seen


def _fault(network: str, error: Exception) -> NetworkFault:
    code = _CODE.search(str(error))
    return NetworkFault(network, str(error), int(code[1]) if code else None)
