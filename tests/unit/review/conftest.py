"""A small plan with features of two of its articles, free to be changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.scenarios import Ran, read_features, run_features

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
POLICY = "work-2023"
SECOND = """# language: zh-CN
功能: 第二条 务工补贴

  务工满六个月、收入达到一万元的，补贴1500元。
  月数和收入都含本数。

  背景:
    假如 东区的案件，提问日为2023年12月20日
    而且 没有发放过补贴

  @条款-2
  规则: 月数和收入

    背景:
      假如 有以下家庭：
        | 编号 | 状态 |
        | 甲家 | 脱贫 |

    场景大纲: 两项都含本数
      假如 有以下个人：
        | 编号 | 家庭 | 务工月数 | 务工收入 | 居住地 | 退役军人 | 学生 |
        | 甲   | 甲家 | <月数>   | <收入>   | 东区   | 否       | 否   |
      当 审核该案件
      那么 条款2对“甲”的结果为“<结果>”
      而且 金额为<金额>
      而且 决定性条件为“<条件>”

      例子: 月数
        | 月数     | 收入    | 结果   | 金额   | 条件     | 说明 |
        | 6个月    | 10000元 | 可享受 | 1500元 | 无       |      |
        | 5.99个月 | 10000元 | 不符合 | 无     | 务工月数 | 不足 |

      例子: 收入
        | 月数  | 收入      | 结果   | 金额 | 条件     | 说明   |
        | 6个月 | 9999.99元 | 不符合 | 无   | 务工收入 | 差一分 |

      例子:
        | 条件 | 结果   | 金额   | 收入    | 月数   |
        | 无   | 可享受 | 1500元 | 20000元 | 12个月 |

  @条款-5
  规则: 封顶

    场景: 退役军人不在册也可以
      假如 有以下家庭：
        | 编号 | 状态 |
        | 乙家 | 不明 |
      而且 有以下个人：
        | 编号 | 家庭 | 务工月数 | 务工收入 | 居住地 | 退役军人 | 学生 |
        | 乙   | 乙家 | 6个月    | 10000元  | 东区   | 是       | 否   |
      当 审核该案件
      那么 条款2对“乙”的结果为“可享受”，金额为1500元
"""
FOURTH = """# language: zh-CN
功能: 第四条 用工补贴

  场景: 单位不明
    假如 东区的案件，提问日为2023年12月20日
    而且 没有发放过补贴
    而且 有以下用工：
      | 编号 | 开始日 |
      | 丙   | 2023年5月1日 |
    当 审核该案件
    那么 条款4对“丙”的结果为“待定”
    而且 还缺“单位”、“月薪”、“minimum_wage”、“等”、“结束日”
"""


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """The rulesets of the good catalogue, in a folder of their own."""
    return Path(shutil.copytree(GOOD, tmp_path / "rulesets"))


@pytest.fixture
def ruleset(rulesets: Path) -> Path:
    """The file of the plan in that folder."""
    return rulesets / "110100-city" / POLICY / "1.0.0.yaml"


@pytest.fixture
def features(tmp_path: Path) -> Path:
    """The folder of the plan's features."""
    folder = tmp_path / "features" / "110100-city" / POLICY
    folder.mkdir(parents=True)
    (folder / "article-02.feature").write_text(SECOND, encoding="utf-8")
    (folder / "article-04.feature").write_text(FOURTH, encoding="utf-8")
    return folder


@pytest.fixture
def changed(rulesets: Path, ruleset: Path) -> Callable[..., Catalogue]:
    """The catalogue after words of the plan (or of the file named) were changed."""

    def change(old: str = "", new: str = "", file: str = "") -> Catalogue:
        path = rulesets / file if file else ruleset
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Catalogue(rulesets, check_digests=False)

    return change


@pytest.fixture
def run(features: Path) -> Callable[[Catalogue], list[Ran]]:
    """Runs the features of the plan."""
    return lambda catalogue: run_features(read_features(features, catalogue, [POLICY]), catalogue)
