"""When an unknown header may be proposed for an indicator: only where nothing but its spelling differs.

A proposal never crosses words of another, an opposite or a wider meaning: 资产总计 is not 流动资产合计. Where the words
differ by more than fillers and look-alike characters, nothing is proposed.
"""

import re
from difflib import SequenceMatcher

from rapidfuzz import fuzz

LIKE = 60.0  # likeness of the groups two headers stand in, from 0 to 100
# words that say nothing of what is counted
_FILLERS = re.compile(
    r"地方级|地方|本级|人民币|各项|年末|年底|期末|实有|情况|状况|主要|指标|在校|统计|数据|其中|按|的|数|额|量|级|"
    r"[(（][一二三四五六七八九十\d]+[)）]|\d+-\d+|[\-—–、,.:：;；·|()（）\[\]]"
)
# characters a scanner takes for one another
_LOOKALIKES = tuple(
    map(
        frozenset,
        ("入人八", "未末", "士土", "已己巳", "千干于", "日曰目", "大太犬", "工丁", "面而", "七土", "采釆"),
    )
)
# words that make another series of a header wherever they come, go or change
_MEANING = re.compile(
    r"总|合计|流动|固定|净|存|贷|收入|支出|收|支|进口|出口|进|出|利润|资产|负债|营业|增速|增长|率|比重|构成|均|新增|"
    r"城镇|农村|城|乡|户籍|常住|全市|市辖|区|[第一二三四五六]|产业|发明|内资|外商|港澳台|男|女|高|中|低|初|小学|学前|普通|职业|"
    r"水|电|气|煤|油|床|医|人口|户|面积|居民|家庭|工业|服务业|批发|零售|养老|失业|医疗|电信|邮政|民政|社会"
)


def same_but_for_spelling(one: str, other: str) -> bool:
    """Tell whether two headers name the same thing in other spelling.

    Parameters
    ----------
    one, other : str
        Chinese wordings as a column's ``header``, groups and leaf joined by ``|``.

    Examples
    --------
    >>> same_but_for_spelling("收支|地方本级一般公共预算收入", "收支|地方一般公共预算收人")
    True
    >>> same_but_for_spelling("规模以上工业资产总计", "流动资产合计"), same_but_for_spelling("流动资产", "固定资产")
    (False, False)
    >>> same_but_for_spelling("第一产业比重", "第二产业比重")
    False
    """
    group, _, leaf = one.rpartition("|")
    group_other, _, leaf_other = other.rpartition("|")
    if group and group_other and fuzz.ratio(group, group_other) < LIKE:
        return False
    a, b = _bare(leaf), _bare(leaf_other)
    if not a or not b:
        return False
    if a == b:
        return True
    changes = [c for c in SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if c[0] != "equal"]
    if len(changes) > 1 + len(a) // 6:
        return False
    return all(_is_slip(a[i:j], b[k:m]) for _, i, j, k, m in changes)


def _bare(leaf: str) -> str:
    return _FILLERS.sub("", leaf)


def _is_slip(one: str, other: str) -> bool:
    """Whether a character was read for a look-alike, or lost, and neither carries a meaning of its own."""
    if len(one) == len(other) == 1:
        return any({one, other} <= alike for alike in _LOOKALIKES) or not (
            _MEANING.search(one) or _MEANING.search(other)
        )
    return len(one) + len(other) == 1 and not _MEANING.search(one + other)
