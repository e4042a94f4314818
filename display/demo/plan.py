"""The hall that the demo plays: its zones, queues, items and windows."""

from dataclasses import dataclass

from hall_server.wire.message import Text

HALL = Text(zh="江汉区政务服务中心（演示）", en="Jianghan District Service Hall (demo)")
NOTICES = (
    Text(zh="这是演示：叫号由程序模拟", en="A demonstration: the calls are played by a program"),
    Text(
        zh="缺少材料的，窗口会一次性书面告知",
        en="If a document is missing, you are told everything once, in writing",
    ),
)
PAUSES = (
    Text(zh="整理材料", en="Sorting files"),
    Text(zh="稍后回来", en="Back in a moment"),
)
LEAVE = Text(
    zh="请立即沿最近的安全出口离开大厅", en="Please leave the hall now by the nearest exit"
)
LIMIT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Queue:
    """People who wait together. `every_s` lies between two of them on average."""

    letter: str
    zone: str
    name: Text
    items: tuple[Text, ...]
    every_s: float
    serve_s: float


@dataclass(frozen=True, slots=True)
class Window:
    """A window and the letters of the queues it serves."""

    number: str
    zone: str
    queues: str


ZONES = {
    "A": Text(zh="企业登记", en="Business registration"),
    "B": Text(zh="建设项目", en="Construction projects"),
    "C": Text(zh="社会事务", en="Social affairs"),
    "D": Text(zh="便民服务", en="Public conveniences"),
}

QUEUES = (
    Queue(
        "A",
        "A",
        Text(zh="企业设立与变更", en="Companies"),
        (
            Text(zh="公司设立登记", en="Registering a company"),
            Text(zh="公司变更登记", en="Changing a company"),
            Text(zh="公司注销登记", en="Closing a company"),
        ),
        every_s=80,
        serve_s=380,
    ),
    Queue(
        "B",
        "B",
        Text(zh="施工许可", en="Building permits"),
        (
            Text(zh="建筑工程施工许可", en="Building permit"),
            Text(zh="城市道路挖掘", en="Digging up a road"),
        ),
        every_s=170,
        serve_s=560,
    ),
    Queue(
        "C",
        "C",
        Text(zh="社会保险", en="Social insurance"),
        (
            Text(zh="养老保险转移", en="Moving a pension"),
            Text(zh="医疗费用报销", en="Medical costs"),
        ),
        every_s=75,
        serve_s=290,
    ),
    Queue(
        "E",
        "C",
        Text(zh="户籍与身份证", en="Households and ID cards"),
        (
            Text(zh="身份证补领", en="Replacing an ID card"),
            Text(zh="户口迁移", en="Moving a household"),
        ),
        every_s=130,
        serve_s=330,
    ),
    Queue(
        "D",
        "D",
        Text(zh="证明与复印", en="Certificates and copies"),
        (Text(zh="无犯罪记录证明", en="Police certificate"), Text(zh="复印与打印", en="Copies")),
        every_s=110,
        serve_s=150,
    ),
)

WINDOWS = (
    *(Window(str(number), "A", "A") for number in range(1, 7)),
    *(Window(str(number), "B", "B") for number in range(7, 11)),
    *(Window(str(number), "C", "CE" if number % 2 else "EC") for number in range(11, 18)),
    *(Window(str(number), "D", "D") for number in range(18, 21)),
)
