"""Window talk in Chinese: which fragments of a sentence tell the user what to do in a window."""

from __future__ import annotations

import re

from shorts_tui.studio.translating.fragment import CONTENT, Deed, Reading, Role

_LEADS = re.compile(
    r"(?:请|您|你|现在|接下来|下一步|然后|接着|再|最后|之后|就|只需|只要|直接|也|还|需要|可以|可|可随时|随时|都|能|能够|先|并|或者?|点|要不要|是否|要|想要|想"
    r"|(?:如果|若|要是)[^，。]{1,12}?(?=可以|就|请|点击|导出|下载)|[^，。]{0,12}(?:的话|之后|后|时(?!间))[，,]?就?)"
)
_POINTER = re.compile(r"(?:点击|单击|双击|点按|点选|按下|轻触|轻点|右键|长按|勾选|滚动)")
_DRAG = re.compile(r"(?:(?:将|把)[^，。我]{1,20})?(?:拖拽|拖动|拖放|拖曳|拖到|拖入|拖进|拖至)")
_NAVIGATION = re.compile(r"(?:打开|前往|进入|转到|到|去|查看|查阅|切换到|切换至|选择|使用|登录|在|从|通过|预览|展开)")
_FURNITURE = re.compile(
    r"(?:按钮|面板|菜单|页面|时间线|时间轴|轨道|设置|工具栏|侧边栏|侧栏|窗口|媒体库|素材库|账户|账号|账单|编辑器|右上角|左上角|右下角|左下角|选项|滑块|对话框|标签页|图标)"
)
_DOING = re.compile(r"(?:预览|查看|播放|调整|编辑|选择|导出|下载|打开|点击|修改|拖)")
_EXPORT = re.compile(
    r"(?:导出|下载|保存)(?:它|视频|成片|影片|短片|文件|一下|出来|mp4|高清|即可|吧|了|吗|呢|你的|您的|该)*$"
)
_EXPORT_WORD = re.compile(r"导出|下载|export|download")
_ACCOUNT = re.compile(r"账户|账号|账单|余额|积分|充值")
_STATE = re.compile(r"时间线|时间轴|轨道|媒体库|素材库|素材|预览|播放|编辑器|项目面板")
_DONE = re.compile(r"预览|播放|账户|账号|账单|充值")
_HOUSEKEEPING = re.compile(
    r"(?:请|您|你|先)*(?:不要|勿|别|不能)(?:关闭|离开|刷新)|(?:请)?(?:刷新|关闭)(?:页面|窗口|浏览器)"
)
_LONGEST = 300
_OPTIONAL = re.compile(r"可以|可随时|随时|如果|如需|若|的话|吗|要不要|是否|想要?|等你|等您|或者")
_LEADING = re.compile(r"(?:如果|如需|若|当|等|一旦|为了|想要|要(?!点))")
_TAIL = re.compile(r"(?:即可|就能|就可以|以便|来|进行|选择|保存|下载|然后选择|再选择|并选择|视频将|下载将)")


def _deed(text: str) -> Deed:
    if _EXPORT_WORD.search(text):
        return "export"
    if _ACCOUNT.search(text):
        return "credits"
    return "status" if _STATE.search(text) else ""


def read(masked: str, original: str, *, question: bool) -> Reading:
    """What a fragment is; the arguments are those of the English reader."""
    if len(masked) > _LONGEST:
        return CONTENT
    text = re.sub(r"\s+", "", masked.lower())
    shown = original.lower()
    offered = question or _OPTIONAL.search(text.replace("即可", "")) is not None
    if _HOUSEKEEPING.match(text):
        return Reading(Role.WINDOW)
    at = 0
    while (match := _LEADS.match(text, at)) and not (_POINTER.match(text, at) or _EXPORT.match(text, at)):
        offered = offered or match.group() in ("可", "要", "想")
        at = match.end()
    body = text[at:]
    if "已" in body:
        return CONTENT
    if _DRAG.match(body) or (_NAVIGATION.match(body) and "拖" in body):
        return Reading(Role.WINDOW)
    if _POINTER.match(body):
        return Reading(Role.WINDOW, _deed(shown) if _EXPORT_WORD.search(shown) or _DONE.search(shown) else "", offered)
    if body.startswith(("预览", "播放")) and len(body) < 12:
        return Reading(Role.WINDOW, "status", offered)
    if _NAVIGATION.match(body) and _FURNITURE.search(body) and (_DOING.search(body) or body[0] in "打前进转到去切登"):
        return Reading(Role.WINDOW, _deed(shown), offered)
    if _EXPORT.match(body):
        return Reading(Role.WINDOW, "export", offered)
    if _LEADING.match(text):
        return Reading(Role.LEAD, offered=offered)
    return Reading(Role.TAIL) if _TAIL.match(text) else CONTENT
