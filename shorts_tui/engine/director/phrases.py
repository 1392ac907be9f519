"""What the director says: one table of sentences and names, each in English and in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from shorts_tui.engine.director import phrases_looks

COUNTED: Mapping[str, str] = {
    **phrases_looks.COUNTED,
    "clip": "{} 个片段",
    "sentence": "{} 句话",
    "stretch": "{} 段声音",
    "scene": "{} 个画面",
    "part": "{} 段",
    "pause": "{} 处停顿",
    "line": "{} 行",
    "title": "{} 个标题",
    "song": "{} 段音乐",
    "file": "{} 个文件",
    "step": "{} 步",
}
PHRASES: Mapping[str, tuple[str, str]] = {
    **phrases_looks.PHRASES,
    # while it works
    "listening": ("Listening to what is said… ", "正在听取语音内容…… "),
    "measuring": ("Measuring the sound… ", "正在分析声音…… "),
    "watching": ("Looking at the pictures… ", "正在分析画面…… "),
    "choosing": ("Choosing the best parts… ", "正在挑选精彩片段…… "),
    # laying clips
    "laid": ("Your film has {clips}: {names} ({length}).", "时间线上有 {clips}：{names}（{length}）。"),
    "appended": (
        "Added {names} at the end ({before} → {after}).",
        "已把 {names} 接在末尾（{before} → {after}）。",
    ),
    "music_waits": (
        '{name} can lie under it as music: say "use {name} as music".',
        "{name} 可以作为配乐：说「用 {name} 做背景音乐」。",
    ),
    # cutting
    "cut_to": (
        "Cut to {after} (from {before}) by keeping {kept}.",
        "已剪到 {after}（原长 {before}）：保留 {kept}。",
    ),
    "kept_units": ("{kept} of {units}{partly}, in {parts}", "{kept}/{units}{partly}，共 {parts}"),
    "kept_partly": (" and pieces of {partly} more", "，另有 {partly} 句的部分内容"),
    "kept_pieces": ("pieces of {units} (of {total}), in {parts}", "{total} 句中 {units}的部分内容，共 {parts}"),
    "kept_parts": ("the best of it, in {parts}", "最精彩的部分，共 {parts}"),
    "shares": ("Of each file: {shares}.", "各素材所用：{shares}。"),
    "no_room": ("There was no room for {names}.", "放不下：{names}。"),
    "taken_up": (
        "Made afresh from {names} ({length} uncut).",
        "重新取用素材 {names}（未剪 {length}）。",
    ),
    "all_in": ("The film is made of {names} already.", "影片已经用了 {names}。"),
    "unused": (
        '{names} is not in the film yet: say "add {names}".',
        "{names} 还没有放进影片：可以说「加上 {names}」。",
    ),
    "unused_ones": (
        '{names} are not in the film yet: say "add the new clips".',
        "{names} 还没有放进影片：可以说「把新素材加进去」。",
    ),
    "bold_words": ("Bold style: 1–3 words at a time.", "粗体样式：每次 1–3 个词。"),
    "opening": ('It opens with "{text}".', "开头是「{text}」。"),
    "kept_whole": (
        "Kept it whole: at {before} the film is no longer than the {asked} you asked for.",
        "保留全片：影片只有 {before}，不超过你要的 {asked}。",
    ),
    "no_words_known": (
        "I chose by sound and pictures, because I can't hear words here: {why}",
        "这里听不出词句，所以按声音和画面挑选：{why}",
    ),
    "kept": ("Kept {ranges} ({before} → {after}).", "保留 {ranges}（{before} → {after}）。"),
    "removed": ("Removed {ranges} ({before} → {after}).", "已删去 {ranges}（{before} → {after}）。"),
    "pauses": (
        "Removed {pauses}, {saved} in all ({before} → {after}).",
        "已删去 {pauses}，共 {saved}（{before} → {after}）。",
    ),
    "lost_titles": ("{titles} went with the pictures under it.", "{titles} 随对应画面一起被剪掉。"),
    # picture
    "shape_kept": ("{shape} {size}, {mode}.", "{shape} {size}，{mode}。"),
    "shape": ("{shape} {size}, {mode} (was {before}).", "{shape} {size}，{mode}（原为 {before}）。"),
    "nothing_seen": (
        "There is only sound in this film, so the picture stays black: upload an image or a video to go with it.",
        "影片只有声音，画面是黑的：可以上传一张图片或一段视频来配。",
    ),
    "same_shape": ("It is already {shape}, {size}, {mode}.", "画面已经是{shape} {size}，{mode}。"),
    "preset": (
        "{shape} {size} for {platform}: {fps} frames a second, loudness {loudness} LUFS, text inside its safe area.",
        "已按 {platform} 设为{shape} {size}：每秒 {fps} 帧，响度 {loudness} LUFS，文字在安全区内。",
    ),
    "too_long": (
        "It is {length} long, more than the 3 minutes that {platform} should get.",
        "影片长 {length}，超过 {platform} 的 3 分钟上限。",
    ),
    # text
    "captions": (
        "Captions: {lines}, {style} style{dress}, {position}.",
        "字幕：{lines}，{style}样式{dress}，位于{position}。",
    ),
    "captions_same": (
        "The captions are like that already: {lines}, {style} style{dress}, {position}.",
        "字幕已经是这样了：{lines}，{style}样式{dress}，位于{position}。",
    ),
    "text_size": ("{size} of the usual size", "大小为 {size}"),
    "captions_off": ("Captions are off ({lines} removed).", "字幕已关闭（删去 {lines}）。"),
    "title_added": (
        '{kind} "{text}" at {start}–{end}, {position}{dress}.',
        "{kind}「{text}」：{start}–{end}，{position}{dress}。",
    ),
    "title_changed": (
        '{kind} "{before}" → "{text}" ({start}–{end}, {position}{dress}).',
        "{kind}「{before}」→「{text}」（{start}–{end}，{position}{dress}）。",
    ),
    "title_same": (
        '{kind} "{text}": now {start}–{end}, {position}{dress}.',
        "{kind}「{text}」：现为 {start}–{end}，{position}{dress}。",
    ),
    "title_removed": ("Removed {titles}: {texts}.", "已删去 {titles}：{texts}。"),
    # sound
    "music": (
        "Music: {name} at {volume} under the whole film{looped}, quieter while somebody speaks, faded out at the end.",
        "配乐：{name}，音量 {volume}，贯穿全片{looped}，有人说话时自动压低，结尾淡出。",
    ),
    "music_alone": (
        "Music: {name} at {volume} under the whole film{looped}, faded out at the end.",
        "配乐：{name}，音量 {volume}，贯穿全片{looped}，结尾淡出。",
    ),
    "music_replaced": ("It takes the place of {name}.", "它替换了 {name}。"),
    "looped": (" (repeated, the file is {length} long)", "（文件长 {length}，循环播放）"),
    "music_removed": ("Removed the music ({names}).", "已去掉配乐（{names}）。"),
    "volume": ("Volume of {what}: {before} → {after}.", "{what}的音量：{before} → {after}。"),
    "clip_number": ("clip {number}", "片段 {number}"),
    # history
    "undone": ("Undone: {changes}.", "已撤销：{changes}。"),
    "redone": ("Done again: {changes}.", "已重做：{changes}。"),
    "started_over": (
        'Back to the uncut footage: {clips}, {length}. Say "undo" to return to the edit.',
        "已恢复为未剪辑的素材：{clips}，{length}。说「撤销」可回到剪辑。",
    ),
    "no_more_versions": (
        "That was {moved}, not {asked}: there are no more.",
        "只有 {moved}，不到 {asked} 步。",
    ),
    "version": ("the film is {length}, {size}, as before", "影片为 {length}，{size}，与之前一致"),
    # refusals
    "nothing_uploaded": (
        "There is nothing to edit yet: upload a clip (video, image or sound), then say what it should become.",
        "还没有素材：请先上传视频、图片或音频，再告诉我想剪成什么样。",
    ),
    "nothing_to_undo": ("There is nothing to undo.", "没有可以撤销的操作。"),
    "nothing_to_redo": ("There is nothing to do again.", "没有可以重做的操作。"),
    "already_uncut": ("The film is your uncut footage already.", "影片已经是未剪辑的素材。"),
    "not_longer": (
        "I can't make {before} of film longer by cutting; upload more footage instead.",
        "剪辑不能把 {before} 的影片变长；请上传更多素材。",
    ),
    "below_a_second": ("A film of {asked} is too short; ask for 1 second or more.", "{asked} 太短，请至少要 1 秒。"),
    "outside": (
        "The film is {length} long, so there is nothing at {start}–{end}.",
        "影片长 {length}，{start}–{end} 处没有内容。",
    ),
    "gone": ("{start}–{end} is gone already.", "{start}–{end} 已经被删去了。"),
    "nothing_left": (
        "Removing {ranges} would leave nothing of the film ({length}).",
        "删去 {ranges} 后影片（{length}）就什么都不剩了。",
    ),
    "no_sound": ("There is no sound in the film to find pauses in.", "影片没有声音，无法找出停顿。"),
    "no_pauses": ("No pause of {shortest} or more was found.", "没有找到 {shortest} 以上的停顿。"),
    "no_speech": (
        "No speech was heard in {names}, so there is nothing to caption.",
        "{names} 里没有听到说话，无法生成字幕。",
    ),
    "no_audio": ("There is no sound in {names}, so there is nothing to caption.", "{names} 没有声音，无法生成字幕。"),
    "no_model": ("Captions are not possible here: {why}", "这里无法生成字幕：{why}"),
    "no_model_why": (
        'there is no speech model. Install the "local" extra of shorts-tui.',
        "没有语音模型，请安装 shorts-tui 的 local 扩展。",
    ),
    "no_captions": ("There are no captions.", "目前没有字幕。"),
    "no_title": ('There is no title to change; say: add a title "…".', "还没有标题可改；可以说：加标题「…」。"),
    "no_title_to_remove": ("There is no title.", "目前没有标题。"),
    "title_outside": (
        "The film ends at {length}, so no title can begin at {start}.",
        "影片在 {length} 结束，标题无法从 {start} 开始。",
    ),
    "no_music": ("There is no music in the film.", "影片里没有配乐。"),
    "no_music_file": (
        "No sound file has been uploaded; upload the music (mp3, wav, m4a, aac) and say it again.",
        "还没有上传音频文件；请上传音乐（mp3、wav、m4a、aac）后再说一次。",
    ),
    "music_unknown": (
        "No uploaded sound file is called {name}; there is {names}.",
        "没有名为 {name} 的音频文件；已有：{names}。",
    ),
    "no_clip": ("There is no clip {number}: the film has {clips}.", "没有第 {number} 个片段：影片有 {clips}。"),
    "volume_same": ("The volume of {what} is {after} already.", "{what}的音量已经是 {after}。"),
    "cannot": ("I can't do {asked}: {reason}", "做不到{asked}：{reason}"),
    "nearest": ("What I can do: {nearest}.", "我能做的是：{nearest}。"),
    # answers
    "is_long": ("The film is {length} long: {clips}.", "影片长 {length}：{clips}。"),
    "clip_is_long": (
        "{name} is {length} long: {start}–{end} of the film, from {first} to {last} of its file.",
        "{name}长 {length}：影片的 {start}–{end}，原文件的 {first} 到 {last}。",
    ),
    "has_tracks": ("{summary}", "{summary}"),
    "has_captions": (
        "Captions are on: {lines}, {style} style{dress}, {position}.",
        "字幕已开启：{lines}，{style}样式{dress}，位于{position}。",
    ),
    "captions_are_off": ("Captions are off.", "字幕未开启。"),
    "has_music": ("Music: {names}.", "配乐：{names}。"),
    "has_titles": ("Titles: {texts}.", "标题：{texts}。"),
    "is_size": ("The picture is {size} ({shape}), {fps} frames a second.", "画面 {size}（{shape}），每秒 {fps} 帧。"),
    "has_media": ("Uploaded: {names}.", "已上传：{names}。"),
    "help": (
        "I can cut to a length by the best parts, keep or remove a range (by its time, or by what is said in it), "
        "remove silences and filler words, move, copy and split clips, make it vertical, square or wide, fit it for "
        "TikTok, Reels or Shorts, change speed and colours, add zooms, transitions, fades, captions, titles, a logo, a "
        "voice-over and music (yours, or calm, upbeat, epic, sad or lofi), set volumes, take out noise, undo and redo.",
        "我可以：按精彩内容剪到指定时长，按时间或说的话保留或删去一段，去掉停顿和语气词，移动、复制、拆分片段，"
        "改成竖屏、方形或横屏，适配 TikTok、Reels、Shorts，变速、调色、推拉缩放、转场、淡入淡出，加字幕、标题、水印、"
        "旁白和音乐（你上传的，或内置的舒缓、轻快、史诗、伤感、lofi），调整音量，降噪，撤销和重做。",
    ),
    "what_if": (
        "That is hard to say before it is done, and a question changes nothing. Captions, titles and music follow "
        'every cut. Say it as a request to see what comes of it; "undo" takes it back.',
        "这要做了才知道，提问不会改动影片。字幕、标题和音乐会跟着剪辑走。想看效果就直接说要怎么改，不满意可以说“撤销”。",
    ),
    "left_out": ("I made nothing of {words}.", "{words}没有用到。"),
    "taken_for": ("I took that to mean {words}.", "我理解为{words}。"),
    "nothing_changed": ("Nothing was changed.", "没有做任何修改。"),
    "film_now": ("The film is {length}, {clips}, {size}.", "影片现为 {length}，{clips}，{size}。"),
    "next": ("Next: {steps}.", "接下来可以：{steps}。"),
}

NAMES: Mapping[str, tuple[str, str]] = {
    **phrases_looks.NAMES,
    "clean": ("clean", "简洁"),
    "karaoke": ("karaoke", "卡拉OK"),
    "bold": ("bold", "粗体"),
    "top": ("at the top", "顶部"),
    "middle": ("in the middle", "中间"),
    "bottom": ("at the bottom", "底部"),
    "9:16": ("vertical", "竖屏"),
    "1:1": ("square", "方形"),
    "16:9": ("wide", "横屏"),
    "4:5": ("portrait 4:5", "4:5 竖幅"),
    "other": ("picture", "画面"),
    "fill": ("cropped to fill", "裁切铺满"),
    "fit-blur": ("whole, before a blurred copy", "完整显示，背景虚化"),
    "tiktok": ("TikTok", "TikTok"),
    "reels": ("Reels", "Reels"),
    "shorts": ("Shorts", "Shorts"),
    "clips": ("the clips", "片段"),
    "sound_of_music": ("the music", "配乐"),
    "all": ("everything", "全部声音"),
}
