"""The sentences about a plan's problems, Chinese and English, by the problem's code."""

from collections.abc import Mapping
from typing import Any

from hall_server.domain.plan import Text

_CHINESE: Mapping[str, str] = {
    "minutes": "分钟",
    "numbers": "个号",
    "days": "天",
    "copies": "份",
    "tickets": "张号票",
    "seconds": "秒",
    "times an ordinary visitor": "倍",
    "bytes": "字节",
    "appointments": "个预约",
    "years": "岁",
    "hours": "小时",
    "times": "次",
    "Monday": "周一",
    "Tuesday": "周二",
    "Wednesday": "周三",
    "Thursday": "周四",
    "Friday": "周五",
    "Saturday": "周六",
    "Sunday": "周日",
    "zone": "功能区",
    "department": "部门",
    "queue": "队列",
    "profile": "窗口业务范围",
    "item": "事项",
    "theme": "主题",
}
_WORD_FACTS = ("unit", "day", "what")
"""Facts whose value is one of our words, not the hall's."""

# fmt: off  # a sentence, its two languages below each other
SENTENCES: Mapping[str, tuple[str, str]] = {
    "used_twice": (
        "“{value}”用了两次：请改其中一个。",
        "The {field} {value!r} is used twice: change one.",
    ),
    "unknown_code": (
        "没有{what}“{value}”：请先添加，或改正写法。",
        "There is no {what} {value!r}: add it or correct the spelling.",
    ),
    "zone_without_item": (
        "功能区 {zone}（{name}）没有事项：请删除，或给它安排事项。",
        "Zone {zone!r} ({name}) has no item: remove it or give it items.",
    ),
    "catalogue_empty": (
        "事项目录是空的：大厅至少要有一个事项。",
        "The catalogue has no item: a hall needs at least one.",
    ),
    "item_without_queue": (
        "事项 {item} 不在任何队列等候：请给它或它的部门指定队列。",
        "Item {item!r} waits in no queue: name it or its department at a queue.",
    ),
    "department_without_item": (
        "部门“{name}”没有事项：请检查写法，或删除。",
        "Department {name!r} has no item: check the spelling or remove it.",
    ),
    "queue_not_served": (
        "没有窗口办理队列 {queue}：请把它加到某个窗口所用的业务范围。",
        "No window serves queue {queue!r} as its own: add it to a profile that a window has.",
    ),
    "profile_empty": (
        "业务范围 {profile} 没有队列：请至少给一个。",
        "Profile {profile!r} serves no queue: give it one.",
    ),
    "help_too_late": (
        "等 {after} 分钟才帮队列 {queue} 太迟：它的最长等候是 {limit} 分钟。",
        "Helping queue {queue!r} after {after} minutes comes too late:"
        " its max_wait_minutes is {limit}.",
    ),
    "queue_twice": (
        "队列 {queue} 在业务范围 {profile} 中有两次：请去掉一个。",
        "Queue {queue!r} is twice in profile {profile!r}: remove one.",
    ),
    "theme_empty": (
        "主题 {theme} 没有事项：请添加步骤。",
        "Theme {theme!r} has no item: add its steps.",
    ),
    "item_twice": (
        "事项 {item} 在主题 {theme} 中有两次：请去掉一个。",
        "Item {item!r} is twice in theme {theme!r}: remove one.",
    ),
    "lead_not_in_theme": (
        "牵头事项 {item} 不在主题 {theme} 的步骤中：请加入步骤，或改选牵头事项。",
        "Item {item!r} leads theme {theme!r} but is none of its steps: add it, or let another lead.",
    ),
    "steps_broken": (
        "主题 {theme} 中步骤 {step} 接在步骤 {before} 之后：请按 1、2、3 连续编号。",
        "Step {step} follows step {before} in theme {theme!r}: number steps 1, 2, 3 without a gap.",
    ),
    "pick_up_in_theme": (
        "事项 {item} 是取件，不能列入主题 {theme}：请从步骤中去掉。",
        "Item {item!r} is for picking up and cannot be a step of theme {theme!r}: remove it.",
    ),
    "life_event_empty": (
        "人生事件 {event} 中没有事项也没有主题：请至少添加一个。",
        "Life event {event!r} has neither item nor theme: add one.",
    ),
    "twice_in_life_event": (
        "“{value}”在人生事件 {event} 中有两次：请去掉一个。",
        "{value!r} is twice in life event {event!r}: remove one.",
    ),
    "never_opens": ("大厅从不开门：请填写开放时间。", "The hall never opens: give opening hours."),
    "hours_overlap": (
        "{day} {begins} 开门与当天前一段时间重叠：请合并。",
        "Opening at {begins} on {day} overlaps earlier hours of that day: join them.",
    ),
    "periods_overlap": (
        "{date} 从 {begins} 起的一段与前一段重叠：请合并。",
        "The period from {begins} on {date} overlaps an earlier one: join them.",
    ),
    "too_many_periods": (
        "{date} 有 {count} 段时间：最多 {most} 段。",
        "There are {count} periods on {date}: at most {most}.",
    ),
    "date_twice": ("{date} 有两条：请去掉一条。", "{date} is there twice: remove one."),
    "year_impossible": (
        "{date} 不在 {low} 到 {high} 年之间。",
        "{date} is not in the years {low} to {high}.",
    ),
    "ends_before_it_begins": (
        "结束日期 {ends} 早于开始日期 {begins}：请改正。",
        "It ends on {ends}, before it begins on {begins}: correct one.",
    ),
    "text_empty": ("内容是空的：请填写。", "The text is empty: write one."),
    "not_a_medium": (
        "“{value}”不是能播放的类型：请用 {known}。",
        "{value!r} is not a type that can be shown: use {known}.",
    ),
    "not_a_hash": (
        "“{value}”不是文件的指纹：请重新上传文件。",
        "{value!r} is not the mark of a file: upload the file again.",
    ),
    "hall_code_wrong": (
        "“{value}”不能作大厅代码：请用小写字母、数字和 -（如 jiangpan）。",
        "{value!r} is not a hall code: use small letters, digits and - (as in jiangpan).",
    ),
    "time_zone_unknown": (
        "“{value}”不是已知的时区：请写成 Asia/Shanghai 这样。",
        "{value!r} is not a known time zone: write it as in Asia/Shanghai.",
    ),
    "address_wrong": (
        "“{value}”不能作二维码的网址：请写成 https://hall.example.cn 这样，或留空。",
        "{value!r} is not an address for the QR code: write it as in https://hall.example.cn,"
        " or leave it empty.",
    ),
    "window_number_wrong": (
        "“{value}”不是窗口号：请用 1 到 999。",
        "{value!r} is not a window number: use 1 to 999.",
    ),
    "kind_unknown": ("“{value}”不是办件类型：请用 {known}。", "{value!r} is not one of {known}."),
    "choice_unknown": ("“{value}”不可选：请用 {known}。", "{value!r} is not one of {known}."),
    "material_empty": (
        "有一份材料是空的：请去掉多余的分号。",
        "A material is empty: remove the ; too many.",
    ),
    "material_semicolon": (
        "“{value}”中有分号，而分号用来分隔材料。",
        "{value!r} holds a ; but that separates materials.",
    ),
    "delivery_empty": (
        "没有结果领取方式：请至少选一种。",
        "The result cannot be had in any way: choose at least one.",
    ),
    "too_many_synonyms": (
        "有 {count} 个俗称：最多 {most} 个。",
        "There are {count} everyday words: at most {most}.",
    ),
    "synonym_empty": (
        "有一个俗称是空的：请去掉多余的分号。",
        "An everyday word is empty: remove the ; too many.",
    ),
    "synonym_semicolon": (
        "“{value}”中有分号，而分号用来分隔俗称。",
        "{value!r} holds a ; but that separates everyday words.",
    ),
    "half_day_beyond_day": (
        "半天限 {cap} 个号多于全天的 {limit} 个：请改小。",
        "{cap} numbers in half a day are more than the {limit} of the day: lower them.",
    ),
    "pick_up_not_booked": (
        "事项 {item} 是取件，不用预约：请把预约数填 0。",
        "Item {item!r} is for picking up, which is not booked: use 0 appointments.",
    ),
    "promise_beyond_law": (
        "承诺 {days} 天多于法定的 {limit} 天：请改小。",
        "{days} promised days are more than the {limit} of the law: lower them.",
    ),
    "promise_of_instant": (
        "即办件却承诺 {days} 天：请填 0，或换类型。",
        "{days} promised days for an item done on the spot (即办件): use 0 or another type.",
    ),
    "not_a_weekday": ("{value} 不是星期几，应为 0 到 6。", "{value} is not a weekday, 0 to 6."),
    "not_a_minute": (
        "{value} 不是几点几分，如 09:00。",
        "{value} is not an hour and minute, as 09:00.",
    ),
    "closes_before_it_opens": (
        "{ends} 关门不晚于 {begins} 开门：请给每天各自的时间。",
        "Closing at {ends} is not after opening at {begins}: give each day its own hours.",
    ),
    "out_of_range": (
        "{value} 不在 {low} 到 {high} {unit}之间。",
        "{value} is not between {low} and {high} {unit}.",
    ),
    "letter_wrong": (
        "“{value}”不能作号票字母：请用 A 到 Z 之一，I 和 O 除外，它们像 1 和 0。",
        "{value!r} is not a letter for tickets: use one of A to Z"
        " but not I or O, which read as 1 and 0.",
    ),
    "code_empty": ("代码是空的：请填写。", "The code is empty: give one."),
    "code_wrong": (
        "“{value}”不能作代码：最多 {most} 个字符，不含空格。",
        "{value!r} is not a code: at most {most} characters, no spaces.",
    ),
    "name_empty": ("名称是空的：请填写。", "The name is empty: give one."),
    "chinese_missing": (
        "只有英文（{value}），没有中文：请都填写。",
        "There is English ({value!r}) but no Chinese: give both.",
    ),
    "unprintable": (
        "“{value}”中有换行或控制字符：请去掉。",
        "{value!r} holds a line break or a control character: remove it.",
    ),
    "space_around": (
        "“{value}”首尾有空格：请去掉。",
        "{value!r} begins or ends with a space: remove it.",
    ),
    "too_long": (
        "“{value}”…… 超过 {most} 个字符：请缩短。",
        "{value!r}... is longer than {most} characters: shorten it.",
    ),
    "call_text_lacks": (
        "叫号语句中没有 {missing}：请加上。",
        "The sentence for calls lacks {missing}: add it.",
    ),
    "call_text_unknown": (
        "叫号语句中的 {unknown} 没有意义：只能用 {{number}}、{{window}}、{{zone}}。",
        "{unknown} means nothing in a sentence for calls: use {{number}}, {{window}}, {{zone}}.",
    ),
    "call_text_braces": (
        "叫号语句中的花括号不成对：请改正。",
        "A brace in the sentence for calls has no partner: correct it.",
    ),
    "template_wrong": ("第 {line} 行：{why}", "Line {line}: {why}"),
}
# fmt: on


def in_words(code: str, facts: Mapping[str, Any]) -> Text:
    """The sentence of a problem in Chinese and English."""
    chinese, english = SENTENCES[code]
    ours = {name: _CHINESE.get(facts[name], facts[name]) for name in _WORD_FACTS if name in facts}
    return Text(chinese.format(**{**facts, **ours}), english.format(**facts))
