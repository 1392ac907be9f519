"""The film's sound as ffmpeg graphs: clips cut on the frame grid, seams without clicks, music that gives way to speech.

What is built here is the plain mix in floats; `loudness` brings it to its level and encodes it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from shorts_tui.engine.render.film import Clip, Cutlist, Lane
from shorts_tui.engine.render.seams import RATE, SEAM, Edges, Strand, goes_over, over
from shorts_tui.engine.render.source import media_input

BATCH = 24
"""Inputs that one ffmpeg opens for a lane; longer lanes are put together from parts."""
_LEAD = 250
"""ms decoded before a clip, so that codecs with memory have settled where it begins."""
_HURRY = 10
"""ms by which `atempo` is early where it slows down, as measured on beeps at speeds from a quarter to nine tenths."""
_DUCKING = "threshold=0.02:ratio=8:attack=15:release=450:makeup=1:knee=4:detection=rms:link=maximum"
_FROM_MONO = "pan=stereo|c0=c0|c1=c0"
"""One channel on both sides as loud as it was; ffmpeg's own way takes 3 dB from it."""
_MIX_FORMAT = ("-c:a", "pcm_f32le", "-rf64", "auto", "-map_metadata", "-1", "-f", "wav")


def sample_at(frame: int, fps: int) -> int:
    """The sample at which a frame begins."""
    return round(frame * RATE / fps)


@dataclass(frozen=True)
class Part:
    """A stretch of a lane that is rendered to a file of its own: frames `start` to `end` of the film."""

    start: int
    end: int
    clips: tuple[Clip, ...]
    before: Clip | None = None
    after: Clip | None = None
    """The clips around it, in the parts before and after; the one goes over into it there, the other here."""


def parts_of(lane: Lane, film: Cutlist) -> tuple[Part, ...]:
    """A lane cut between clips into stretches of at most `BATCH` clips, from the film's first frame to its last."""
    groups = [lane.clips[first : first + BATCH] for first in range(0, len(lane.clips), BATCH)]
    edges = [0, *(group[0].start for group in groups[1:]), film.frames]
    befores = [None, *(group[-1] for group in groups[:-1])]
    afters = [*(group[0] for group in groups[1:]), None]
    return tuple(
        Part(start, end, group, before, after)
        for start, end, group, before, after in zip(edges, edges[1:], groups, befores, afters, strict=False)
    )


def part_args(part: Part, fps: int, mono: Set[str]) -> list[str]:
    """The arguments that render one part to a WAV, all but the output's name; `mono`: assets of one channel, by id."""
    inputs, filters = _sequence(part, fps, 0, "mix", mono)
    return [*inputs, "-filter_complex", ";".join(filters), "-map", "[mix]", *_MIX_FORMAT]


def mix_args(film: Cutlist, parts: Sequence[Sequence[Part | str]], mono: Set[str]) -> list[str]:
    """The arguments that mix all lanes to a WAV and print its loudness, all but the output's name.

    `parts` holds for each lane of the film either its one part or the files that its parts were rendered to,
    `mono` the ids of assets with one channel.
    """
    inputs: list[str] = []
    filters: list[str] = []
    opened = 0
    for number, lane in enumerate(parts):
        if len(lane) == 1 and isinstance(part := lane[0], Part):
            more, graph = _sequence(part, film.fps, opened, f"lane{number}", mono)
            opened += len(part.clips)
        else:
            files = [f"file:{path}" for path in lane]
            more = [argument for path in files for argument in ("-f", "wav", "-i", path)]
            labels = "".join(f"[{opened + place}:a:0]" for place in range(len(files)))
            graph = [f"{labels}concat=n={len(files)}:v=0:a=1[lane{number}]"]
            opened += len(files)
        inputs += more
        filters += graph
    filters += _bus(film.lanes)
    end = sample_at(film.frames, film.fps)
    filters.append(f"[bus]apad,atrim=end_sample={end},ebur128=peak=true:framelog=quiet[mix]")
    return [*inputs, "-filter_complex", ";".join(filters), "-map", "[mix]", *_MIX_FORMAT]


def _sequence(part: Part, fps: int, first: int, label: str, mono: Set[str]) -> tuple[list[str], list[str]]:
    """Inputs (numbered from `first`) and filters that play a part's clips and the silences around them.

    Clips take turns on two strands that are added, so that each can begin while the one before is still heard.
    """
    inputs: list[str] = []
    strands = [Strand(sample_at(part.start, fps), f"{label}{side}") for side in "ab"]
    row = (part.before, *part.clips, part.after)
    for number, (before, clip, after) in enumerate(zip(row, row[1:], row[2:], strict=False)):
        if clip is None:
            continue
        begun = number == 0 and goes_over(before, clip)
        span = (sample_at(clip.start, fps), sample_at(clip.end, fps))
        edges = Edges(0 if begun else over(before, clip), over(clip, after), begun)
        inputs += _input(clip, (span[1] - span[0] + edges.lead) / RATE, edges.lead)
        source = f"[{first + number}:a:0]"
        strands[number % 2].play(
            span[0] - edges.lead, span[1], source + _clip(clip, edges, span, clip.asset.id in mono)
        )
    if part.after is not None and (lead := over(part.clips[-1], part.after)):
        at, number = sample_at(part.after.start, fps), len(part.clips)
        short = replace(part.after, end=part.after.start, fade_out=0)
        inputs += _input(short, lead / RATE, lead)
        played = _clip(short, Edges(lead, 0, begun=False, goes_on=True), (at, at), short.asset.id in mono)
        strands[number % 2].play(at - lead, at, f"[{first + number}:a:0]{played}")
    filters = [line for strand in strands for line in strand.to(sample_at(part.end, fps))]
    return inputs, [*filters, f"[{label}a][{label}b]amix=inputs=2:normalize=0:dropout_transition=0[{label}]"]


def _input(clip: Clip, seconds: float, early: int) -> list[str]:
    source = _source(clip, early)
    lead = min(source, _LEAD)
    length = seconds * clip.speed + lead / 1000 + 0.5
    at = (source - lead) / 1000
    # A seek to the very beginning skips the packet that an AAC decoder starts from: 21 ms would be silent.
    seek = ["-ss", f"{at:.6f}"] if at > 0 else []
    return media_input(clip.asset, ["-vn", "-sn", "-dn", *seek, "-t", f"{length:.6f}"])


def _source(clip: Clip, early: int) -> float:
    """Where in its source a clip begins that comes `early` samples earlier, ms."""
    return max(clip.source - early * 1000 / RATE * clip.speed, 0.0)


def _clip(clip: Clip, edges: Edges, span: tuple[int, int], mono: bool) -> str:
    """Source sound to exactly the samples of `span` and those before it, in stereo, with volume and fades."""
    samples = span[1] - span[0] + edges.lead
    skipped = round((min(_source(clip, edges.lead), _LEAD) - _hurry(clip.speed)) * RATE / 1000)
    seconds = samples / RATE
    # A seam is never longer than half the clip.
    fade_in, fade_out = (min(max(fade, SEAM) / 1000, seconds / 2) for fade in (clip.fade_in, clip.fade_out))
    comes = f"afade=t=in:ss=0:ns={edges.lead}:curve=hsin" if edges.lead else f"afade=t=in:st=0:d={fade_in:.4f}"
    goes = f"afade=t=out:st={seconds - fade_out:.6f}:d={fade_out:.4f}"
    if edges.tail:
        goes = f"afade=t=out:ss={samples - edges.tail}:ns={edges.tail}:curve=hsin"
    filters = [
        f"aresample={RATE}:async=1:first_pts=0",
        *([_FROM_MONO] if mono else []),
        "aformat=sample_fmts=fltp:channel_layouts=stereo",
        f"atrim=start_sample={skipped},asetpts=PTS-STARTPTS" if skipped > 0 else f"adelay={-skipped}S:all=1",
        *([] if clip.noise is None else [_quieter(clip.noise)]),
        *_tempo(clip.speed),
        f"apad,atrim=end_sample={samples},asetpts=PTS-STARTPTS",
        f"volume={clip.volume:.4f}",
        *([] if edges.begun else [comes]),
        *([] if edges.goes_on else [goes]),
    ]
    return ",".join(filters)


def _quieter(noise: float) -> str:
    """Less steady noise. The filter counts its floor by bands: what is known of the whole lies some 20 dB higher."""
    return f"afftdn=nr=24:nf={min(max(noise + 20, -80), -20):.1f}"


def _tempo(speed: float) -> list[str]:
    """Speed with the pitch kept."""
    return [f"atempo={step:.6f}" for step in _steps(speed)]


def _steps(speed: float) -> list[float]:
    """A speed as factors that one filter each can do, which goes down to a half."""
    steps = []
    while speed < 0.5:
        steps.append(0.5)
        speed /= 0.5
    return [*steps, speed] if speed != 1 or steps else []


def _hurry(speed: float) -> float:
    """Ms of the source by which slowed sound comes too early, since the filter's windows reach ahead."""
    early, scale = 0.0, 1.0
    for step in _steps(speed):
        early += _HURRY * scale if step < 1 else 0.0
        scale *= step
    return early


def _bus(lanes: Sequence[Lane]) -> list[str]:
    """All lanes together; those that duck are held down by the sum of the others."""
    voices = [f"[lane{number}]" for number, lane in enumerate(lanes) if not lane.duck]
    ducked = [number for number, lane in enumerate(lanes) if lane.duck]
    if not voices or not ducked:
        return [_sum([f"[lane{number}]" for number in range(len(lanes))], "[bus]")]
    keys = "".join(f"[key{number}]" for number in ducked)
    return [
        _sum(voices, "[voice]"),
        f"[voice]asplit={len(ducked) + 1}[heard]{keys}",
        *(f"[lane{number}][key{number}]sidechaincompress={_DUCKING}[down{number}]" for number in ducked),
        _sum(["[heard]", *(f"[down{number}]" for number in ducked)], "[bus]"),
    ]


def _sum(labels: Sequence[str], out: str) -> str:
    if len(labels) == 1:
        return f"{labels[0]}anull{out}"
    return f"{''.join(labels)}amix=inputs={len(labels)}:normalize=0:dropout_transition=0{out}"
