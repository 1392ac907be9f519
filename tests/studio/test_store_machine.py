"""The store against a model of it in memory: any sequence of writes, undos, deletions, cuts and reopenings."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from shorts_tui.studio.listing import list_projects
from shorts_tui.studio.outbox import Claim, Outbox
from shorts_tui.studio.project import Project, Render, Session, fingerprint, new_project
from shorts_tui.studio.store import Store
from shorts_tui.timeline.draft import decode
from tests.studio.drafts import draft

TEXT = st.text(max_size=20)
FILMS = st.builds(draft, title=st.sampled_from(["one", "two", "three"]), length=st.sampled_from([1000, 5000]))


class Modelled:
    """What a project should be."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.typed: dict[Store, str] = {}
        """What was typed in which of the programs, the latest last."""
        self.messages: list[str] = []
        self.films: dict[int, tuple[Any, int | None]] = {}
        """Drafts and their parents by the order in which they came."""
        self.now: int | None = None
        self.renders: dict[str, str] = {}
        self.sending: list[str] = []

    def add(self, film: Any) -> None:
        """A draft: the one in force, the one before or after it, or a new child."""
        if self.now is not None and self.films[self.now][0] == film:
            return
        before = self.films[self.now][1] if self.now is not None else None
        near = [
            key
            for key, (other, parent) in self.films.items()
            if other == film and (key == before or parent == self.now)
        ]
        if not near:
            near = [len(self.films)]
            self.films[near[0]] = (film, self.now)
        self.now = near[0]


class StoreMachine(RuleBasedStateMachine):
    """Two programs share the file: every rule uses either of them, and each sees what the other did."""

    projects = Bundle("projects")

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory(prefix="store-")
        self.path = Path(self.directory.name) / "projects.db"
        self.stores = [Store(self.path), Store(self.path)]
        self.model: dict[str, Modelled] = {}
        self.claims: list[tuple[str, Claim]] = []
        self.turn = 0

    @property
    def store(self) -> Store:
        """Either of the two, in turn."""
        self.turn += 1
        return self.stores[self.turn % 2]

    def teardown(self) -> None:
        for _, claim in self.claims:
            claim.release()
        for store in self.stores:
            store.close()
        self.directory.cleanup()

    @rule(target=projects, name=TEXT)
    def begin(self, name: str) -> str:
        project = new_project(name=name)
        self.store.save(project)
        self.store.add_session(Session(project.id, "local", f"s-{project.id}"))
        self.model[project.id] = Modelled(name)
        return project.id

    @rule(project=projects, name=TEXT)
    def rename(self, project: str, name: str) -> None:
        self.store.rename(project, name)
        self.model[project].name = name

    @rule(project=projects, prompt=TEXT)
    def type(self, project: str, prompt: str) -> None:
        store = self.store
        store.keep_prompt(store.find(project), prompt)
        self.model[project].typed.pop(store, None)
        if prompt:
            self.model[project].typed[store] = prompt

    @rule(project=projects)
    def take(self, project: str) -> None:
        """A program opens the project: it gets what those that have ended left, and no other's."""
        store, typed = self.store, self.model[project].typed
        left = {owner: text for owner, text in typed.items() if owner is store or owner not in self.stores}
        prompt = "\n".join(dict.fromkeys(left.values()))
        assert store.take_prompt(store.find(project)) == prompt
        for owner in left:
            del typed[owner]
        if left:
            typed[store] = prompt

    @rule(project=projects, text=TEXT)
    def say(self, project: str, text: str) -> None:
        self.store.add_message(project, "user", text)
        self.model[project].messages.append(text)

    @rule(project=projects, film=FILMS)
    def change(self, project: str, film: Any) -> None:
        self.store.add_version(project, film, "change")
        self.model[project].add(film)

    @rule(project=projects)
    def undo(self, project: str) -> None:
        version, model = self.store.version_before(project), self.model[project]
        before = model.films[model.now][1] if model.now is not None else None
        assert (version is None) == (before is None)
        if version is not None and before is not None:
            assert version.draft == model.films[before][0]
            self.store.put_in_force(project, version.id)
            model.now = before

    @rule(project=projects)
    def redo(self, project: str) -> None:
        version, model = self.store.version_after(project), self.model[project]
        after = [key for key, (_, parent) in model.films.items() if parent == model.now and model.now is not None]
        assert (version is None) == (not after)
        if version is not None:
            assert version.draft == model.films[max(after)][0]
            self.store.put_in_force(project, version.id)
            model.now = max(after)

    @rule(
        project=projects, number=st.integers(0, 5), stage=st.sampled_from(["running", "completed", "saved", "failed"])
    )
    def render(self, project: str, number: int, stage: Any) -> None:
        name, model = f"{project}-{number}", self.model[project]
        new = self.store.add_render(Render(name, project, "s", "local", "f", "new", "out.mp4"))
        assert new == (name not in model.renders)
        if not new:
            self.store.set_render(name, stage)
        model.renders[name] = "new" if new else stage

    @rule(project=projects, text=TEXT, settled=st.booleans())
    def send(self, project: str, text: str, settled: bool) -> None:
        """A message is sent; its program settles it, or is killed."""
        claim = Outbox(self.store).begin(Session(project, "local", f"s-{project}"), "turn", text)
        self.model[project].sending.clear()
        assert Outbox(self.store).cut(project, "local") == []
        if settled:
            claim.settle()
        else:
            self.model[project].sending.append(text)
        claim.release()

    @rule(project=consumes(projects))
    def delete(self, project: str) -> None:
        self.store.delete(project)
        del self.model[project]

    @rule()
    def reopen(self) -> None:
        """One of the programs ends and starts again."""
        self.stores[0].close()
        self.stores[0] = Store(self.path)

    @invariant()
    def all_is_there(self) -> None:
        store = self.store
        listed = {item.project.id: item for item in list_projects(store)}
        assert listed.keys() == self.model.keys()
        for project, model in self.model.items():
            found: Project = listed[project].project
            assert (found.name, found.prompt) == (model.name, next(reversed(model.typed.values()), ""))
            assert [message.text for message in store.messages(project)] == model.messages
            current = store.current_version(project)
            now = model.films[model.now][0] if model.now is not None else None
            assert (current.draft if current else None) == now
            assert listed[project].duration == (decode(now).duration if now is not None else 0)
            assert {render.id: render.stage for render in store.renders(project)} == model.renders
            assert [item.text for item in Outbox(store).cut(project, "local")] == model.sending
            kept = {fingerprint(version.draft) for version in store.versions(project)}
            assert kept == {fingerprint(film) for film, _ in model.films.values()}


TestStore = StoreMachine.TestCase
TestStore.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
