"""Text -> atoms: words, runs of digits, Han characters and marks, folded so that one spelling stands for many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "digits", "han", "mark", "line"]

_TRADITIONAL = (
    "輯辑頭头聲声樂乐標标題题靜静無无豎竖橫横轉转場场動动調调濾滤鏡镜貼贴紙纸圖图畫画視视頻频長长幾几鐘钟個个時时間间軌轨"
    "緊紧湊凑刪删後后從从結结開开關关顯显現现頂顶邊边體体換换麼么嗎吗還还來来銷销復复縮缩減减壓压簡简潔洁寬宽幫帮請请將将"
    "給给這这裡里裏里讓让變变適适發发應应譯译語语為为製制說说話话沒没別别餘余內内節节點点兩两萬万處处並并與与設设響响輕轻"
    "複复預预覽览導导輸输載载質质範范圍围問问寫写稱称號号條条雙双過过進进對对話话齣出麵面臺台碼码鍵键錄录傳传檔档歸归"
    "擺摆擋挡顏颜綠绿藍蓝紅红黃黄緩缓亂乱詞词麥麦廣广強强銳锐聽听帶带戲戏劇剧筆笔誰谁認认識识覺觉見见規规觀观課课論论"
    "護护讀读賣卖買买貴贵費费資资賽赛贊赞車车軟软遠远運运達达選选遺遗醫医釋释鎖锁鐵铁閃闪閉闭陣阵陰阴陳陈隊队階阶隨随"
    "險险雜杂離离難难電电霧雾項项順顺須须領领願愿類类風风飛飞飯饭驚惊驗验魚鱼鳥鸟龍龙麗丽齊齐歲岁歷历殺杀氣气決决滿满"
    "漢汉濃浓熱热狀状獨独獎奖環环產产畢毕異异盡尽監监盤盘礎础禮礼種种積积穩稳競竞粵粤糾纠紀纪約约級级純纯細细終终組组"
    "絕绝統统經经維维綜综線线練练縱纵總总績绩織织繼继續续罵骂義义習习職职聯联臉脸臨临舉举舊旧藝艺術术裝装補补親亲計计"
    "訊讯訓训記记訪访許许訴诉試试詳详誤误講讲謝谢證证負负財财責责賀贺賓宾賞赏趕赶較较輪轮辦办遊游郵邮鈴铃錢钱鏈链鑽钻"
    "師师幀帧"
    "們们頓顿夠够樣样歡欢錯错淨净漸渐斷断層层顧顾塊块滾滚檢检測测優优圓圆喚唤傾倾側侧據据勵励傷伤憂忧懷怀陽阳燈灯貓猫"
    "隻只塗涂殘残斬斩嘆叹徹彻轟轰頁页慶庆豐丰銀银鋼钢廢废擇择揀拣燒烧蓋盖齡龄懶懒擾扰絲丝縫缝繞绕繪绘羅罗聰聪腦脑膠胶"
    "葉叶蘭兰虛虚蟲虫註注評评詢询誌志謂谓跡迹踐践軸轴農农遞递鄰邻釘钉針针鑒鉴門门閱阅闊阔隱隐雞鸡韓韩顆颗饒饶騰腾鬧闹"
    "於于併并佈布俠侠偵侦備备傑杰僅仅儀仪億亿儘尽償偿儲储劃划勁劲勞劳務务勝胜匯汇區区協协卻却廳厅叢丛員员喪丧嘗尝嚴严"
    "國国園园團团執执報报塵尘墊垫壞坏壯壮夢梦夾夹奪夺奮奋婦妇媽妈嬰婴學学實实審审專专尋寻屆届屬属島岛帳帐幣币幹干庫库"
    "廚厨廠厂彈弹彎弯徑径憶忆戰战拋抛掃扫掛挂採采揮挥損损搶抢擊击擔担擠挤擬拟攝摄敗败數数暈晕暢畅曉晓東东業业極极構构"
    "槍枪樓楼機机橋桥欄栏權权歐欧殼壳溫温準准滅灭濕湿灣湾災灾煙烟爭争爺爷牆墙牽牵獲获當当療疗皺皱盜盗眾众礙碍禿秃窮穷"
    "竊窃簽签籃篮糧粮紮扎納纳紛纷緒绪編编緣缘縣县罰罚聞闻脫脱腳脚膽胆興兴莊庄華华蓮莲薦荐蘇苏衛卫衝冲襲袭討讨託托訂订"
    "誇夸誠诚諧谐譜谱豬猪貝贝貨货趨趋踴踊軍军輔辅輛辆辯辩連连週周遲迟鄉乡醜丑釣钓錦锦鎮镇閒闲陸陆雖虽靈灵頒颁頗颇顛颠"
    "飲饮駐驻騎骑騙骗鬥斗鮮鲜鴿鸽黨党龜龟單单張张飄飘乾干鬆松瞭了彙汇檯台兒儿爾尔燙烫飾饰餅饼館馆饅馒餓饿養养魯鲁沖冲"
    "嚇吓噓嘘囉啰嘮唠囑嘱掙挣擰拧攔拦撐撑擴扩擱搁癮瘾瞇眯繃绷膩腻蘿萝髮发髒脏籠笼聾聋廁厕夥伙"
)
_TABLE = {ord(a): b for a, b in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_TABLE |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(char): "'" for char in "’‘ʼ＇"}
_TABLE |= {ord(char): "-" for char in "‐‑－"}
_TABLE |= {0x3000: " ", 0xA0: " ", ord("×"): "x", ord("∶"): ":"}

_HAN = "㐀-䶿一-鿿豈-﫿〇"
_ATOM = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)?)"
    rf"|(?P<han>[{_HAN}])"
    rf"|(?P<word>(?:(?![{_HAN}])[^\W\d_])+(?:'(?:(?![{_HAN}])[^\W\d_])+)*)"
    r"|(?P<line>\r?\n|\r)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest thing that is read: `text` folded, `start` and `end` in the sentence as it was written."""

    text: str
    start: int
    end: int
    kind: Kind


def fold(text: str) -> str:
    """Lower case, half width, simplified Han: one character for each of `text`, so that places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_TABLE))


def atoms(folded: str, start: int = 0, end: int | None = None) -> list[Atom]:
    """The atoms of `folded[start:end]`; a hyphen that joins two letters is left out, as if it were a space."""
    end = len(folded) if end is None else end
    found: list[Atom] = []
    for match in _ATOM.finditer(folded, start, end):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # one of the names above
        at = match.start()
        if kind == "mark" and match.group() == "-" and _joins(folded, at, start, end):
            continue
        found.append(Atom(match.group(), at, match.end(), kind))
    return found


def _joins(folded: str, at: int, start: int, end: int) -> bool:
    """Does the hyphen at `at` stand between two characters of which not both are digits (`60-second`, `jump-cut`)?"""
    if at == start or at + 1 >= end:
        return False
    before, after = folded[at - 1], folded[at + 1]
    return (
        before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit()) and not _seconds(folded, at)
    )


def _seconds(folded: str, at: int) -> bool:
    """`10s-20s` is a range, not a compound word."""
    return folded[at - 1] in "sm秒分" and at > 1 and folded[at - 2].isdigit() and folded[at + 1].isdigit()
