"""The draft that the scripted agent puts into its state, for those who can't import the agent."""

DRAFT = {
    "v": 1,
    "d": 10000,
    "t": [
        {"tt": 0, "sg": [{"s": 0, "d": 10000, "m": {"name": "city timelapse"}}]},
        {"tt": 7, "sg": [{"s": 0, "d": 3000, "m": {"text": "Urban Dreams", "role": "title"}}]},
    ],
}
