"""The commands of `renkou`: where each lives and what it does. Loaded when called."""

from __future__ import annotations

from dataclasses import dataclass

from renkou.schema.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's place, `module:attribute`, and its line in the list."""

    target: str
    text: Text


COMMANDS: dict[str, Entry] = {
    "measure": Entry(
        "renkou.cli.measure:command",
        Text(
            "Compute measures by area and period from a snapshot.",
            "由快照计算各地区、各时期的指标。",
        ),
    ),
    "measures": Entry(
        "renkou.cli.measures:command",
        Text(
            "List the measures, or explain one.",
            "列出全部指标，或说明其中一项。",
        ),
    ),
    "project": Entry(
        "renkou.cli.project:command",
        Text(
            "Project the population of a city and its areas, with intervals.",
            "预测全市及各地区的人口，并给出区间。",
        ),
    ),
    "report": Entry(
        "renkou.cli.report:command",
        Text(
            "Write a report to be handed out: the yearly bulletin.",
            "写出供分发的报告：年度公报。",
        ),
    ),
    "trust": Entry(
        "renkou.cli.trust:command",
        Text(
            "Look for the signs of a bad number: late, left out, invented.",
            "查找可疑数字：登记迟、漏登、编造。",
        ),
    ),
    "lookback": Entry(
        "renkou.cli.lookback:command",
        Text(
            "Set a measure as first published beside its closings and now, by office.",
            "将指标的首次公布值与历次年末及现在所知对照，分地区列出。",
        ),
    ),
    "nowcast": Entry(
        "renkou.cli.nowcast:command",
        Text(
            "Foretell the births of recent months while some are still to be recorded.",
            "推算最近各月出生数，其中部分尚待登记。",
        ),
    ),
    "sample": Entry(
        "renkou.cli.sample:command",
        Text(
            "Design a spot check, draw it so that nobody chooses, estimate from it.",
            "设计抽查、无人挑选地抽取，并由结果作估计。",
        ),
    ),
    "snapshot": Entry(
        "renkou.cli.snapshot:command",
        Text(
            "Check a snapshot, make one from CSV files, or export one.",
            "检查快照、由CSV文件生成快照，或导出快照。",
        ),
    ),
    "areas": Entry(
        "renkou.cli.areas:command",
        Text(
            "Find an area by name, pinyin or code, or list what it holds.",
            "按名称、拼音或代码查找地区，或列出其下辖。",
        ),
    ),
    "plan": Entry(
        "renkou.cli.plan:command",
        Text(
            "Check a city's plan before it is signed, or begin from an example.",
            "在签署之前检查一份城市计划，或由示例开始。",
        ),
    ),
    "link": Entry(
        "renkou.cli.link:command",
        Text(
            "Find the rows of two files that are the same person.",
            "找出两个文件中属于同一人的行。",
        ),
    ),
    "reconcile": Entry(
        "renkou.cli.reconcile:command",
        Text(
            "Set the register beside departments' extracts, person by person.",
            "将登记册与各部门数据逐人核对。",
        ),
    ),
    "city": Entry(
        "renkou.cli.city:command",
        Text("Build an invented city to try things on.", "生成供试用的虚构城市。"),
    ),
    "demo": Entry(
        "renkou.cli.demo:command",
        Text(
            "Build a small invented city and show its figures.",
            "生成一座小型虚构城市并展示其数据。",
        ),
    ),
    "serve": Entry(
        "renkou.cli.serve:command",
        Text("Show a city's figures in a browser.", "在浏览器中显示一座城市的数据。"),
    ),
    "doctor": Entry(
        "renkou.cli.doctor:command",
        Text("Check this installation.", "检查本机安装情况。"),
    ),
}
