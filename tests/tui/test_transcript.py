"""The conversation on the screen: it follows what is said, unless the user reads what was said before."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.selection import Selection

from shorts_tui.studio.project import Message
from shorts_tui.tui.messages import Note, Prose
from shorts_tui.tui.widgets.chat import GREETING, Chat
from shorts_tui.tui.widgets.transcript import KEPT


class Stage(App[None]):
    def compose(self) -> ComposeResult:
        yield Chat()

    @property
    def chat(self) -> Chat:
        return self.query_one(Chat)

    @property
    def rows(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_few_words_stand_at_the_top_and_many_at_the_end() -> None:
    app = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        app.chat.say("notice", "one")
        await pilot.pause()
        assert app.rows[0] == "   one"
        for index in range(30):
            app.chat.say("notice", f"line {index}")
        await pilot.pause()
        assert app.rows[-1].startswith("   line 29")


async def test_a_change_that_the_answer_tells_in_the_same_words_is_told_once() -> None:
    app = Stage()
    async with app.run_test(size=(60, 20)) as pilot:
        app.chat.reply("Undone: Captions removed; BGM 20% → 35%.")
        for change in ("Captions removed", "BGM 20% → 35%", "Canvas: 1080×1920"):
            app.chat.say("changed", change)
        await pilot.pause()
        live = [row for row in app.rows if row]
        assert live == [" Undone: Captions removed; BGM 20% → 35%.", "   ~ Canvas: 1080×1920"]
        app.chat.empty()
        answer = Message("service", "Done: Captions removed.", 0.0)
        app.chat.remind([answer, *(Message("changed", words, 0.0) for words in ("Captions removed", "Title: 'Hi'"))])
        await pilot.pause()
        assert [row for row in app.rows if row] == [" Done: Captions removed.", "   ~ Title: 'Hi'"]


async def test_who_reads_what_was_said_is_left_alone_until_they_come_back() -> None:
    app = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        app.chat.put(*(Note("notice", f"line {index}") for index in range(50)))
        app.chat.focus()
        await pilot.press("k", "k", "k")
        await pilot.pause()
        read = app.rows
        app.chat.delta("more words\n\n" * 9)
        app.chat._flush()
        await pilot.pause()
        assert [row.rstrip("▁▂▃▄▅▆▇█ ") for row in app.rows] == [row.rstrip("▁▂▃▄▅▆▇█ ") for row in read]
        await pilot.press("end")
        await pilot.pause()
        app.chat.say("notice", "the last")
        await pilot.pause()
        assert app.rows[-1].startswith("   the last")


async def test_what_goes_above_does_not_move_what_is_read() -> None:
    app = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        app.chat.put(*(Note("notice", f"line {index}") for index in range(KEPT)))
        await pilot.pause()
        app.chat.scroll_to(y=100, animate=False, immediate=True)
        await pilot.pause()
        read = app.rows[0]
        assert read.startswith("   line 100")
        app.chat.put(Note("notice", "new"), Note("notice", "newer"))
        await pilot.pause()
        assert app.rows[0] == read
        assert len(app.chat.messages) == KEPT


async def test_a_message_that_is_written_takes_the_place_of_its_pieces() -> None:
    app = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        app.chat.working("edit_multitrack")
        app.chat.delta("I **cu")
        app.chat._flush()
        await pilot.pause()
        assert app.rows[1:3] == [" I **cu", "   edit multitrack ... 0 s"]
        app.chat.reply("I **cut** it.")
        app.chat.rest()
        await pilot.pause()
        assert app.rows[1:3] == [" I cut it.", ""]
        assert len(app.chat.messages) == 1


async def test_another_width_and_another_theme_are_drawn_anew() -> None:
    app = Stage()
    async with app.run_test(size=(100, 10)) as pilot:
        app.chat.put(Prose("a sentence that is **longer** than forty cells of a terminal"))
        await pilot.pause()
        assert "terminal" in app.rows[1]
        dark = app.chat.line(1)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.chat.line(1) != dark
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert "terminal" in app.rows[3]


async def test_what_the_mouse_selects_is_what_is_copied() -> None:
    app = Stage()
    async with app.run_test(size=(100, 20)) as pilot:
        app.chat.greet()
        app.chat.say("user", "时间线 and more")
        await pilot.pause()
        last = app.chat.virtual_size.height - 1
        selection = Selection.from_offsets(Offset(2, last), Offset(5, last))
        assert app.chat.get_selection(selection) == ("时间线", "\n")
        everything = app.chat.get_selection(Selection(None, None))
        assert everything is not None
        assert everything[0].startswith(GREETING.split("\n")[0][:40])
        begin, end = Offset(4, last), Offset(8, last + 5)
        await pilot.mouse_down(offset=begin)
        await pilot.hover(offset=end)
        await pilot.mouse_up(offset=end)
        assert "and more" in (app.screen.get_selected_text() or "")
        assert app.chat._selected(app.chat.line(last), 2, 5).text == app.chat.line(last).text


async def test_an_answer_is_there_whatever_was_noted_meanwhile() -> None:
    app = Stage()
    async with app.run_test(size=(40, 10)) as pilot:
        app.chat.delta("I cut")
        app.chat._flush()
        app.chat.put(*(Note("notice", f"line {index}") for index in range(KEPT + 5)))
        app.chat.reply("I cut it.")
        await pilot.pause()
        assert app.rows[-1].startswith(" I cut it.")


async def test_who_reads_finds_the_place_again_in_another_width() -> None:
    app = Stage()
    async with app.run_test(size=(80, 10)) as pilot:
        app.chat.put(*(Note("notice", f"line {index} " + "of many words " * 4) for index in range(60)))
        await pilot.pause()
        app.chat.scroll_to(y=30, animate=False, immediate=True)
        await pilot.pause()
        assert "line 30 " in app.rows[0]
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert "line 30 " in app.rows[0]


async def test_a_look_at_another_window_draws_nothing_anew() -> None:
    app = Stage()
    async with app.run_test(size=(80, 10)) as pilot:
        app.chat.put(Note("notice", "one"))
        await pilot.pause()
        before = app.chat.messages[0].lines(app.chat._look)  # type: ignore[arg-type]
        app.post_message(events.AppBlur())
        app.post_message(events.AppFocus())
        app.chat.focus()
        await pilot.pause()
        assert app.chat.messages[0].lines(app.chat._look) is before  # type: ignore[arg-type]
