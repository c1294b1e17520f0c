"""Features in Chinese: the steps, and the way to run a scenario in process, without any test runner."""

from subsidies.scenarios.faults import FeatureError, Nameless, Untrue
from subsidies.scenarios.folder import FeatureFile, Ran, features_of, measured, read_features, require_sense, run_features
from subsidies.scenarios.runner import Result, ScenarioRun, run_feature, run_scenario
from subsidies.scenarios.scenario import Scenario, read_feature
from subsidies.scenarios.step_table import STEPS, Sentence

__all__ = [
    "STEPS",
    "FeatureError",
    "FeatureFile",
    "Nameless",
    "Ran",
    "Result",
    "Scenario",
    "ScenarioRun",
    "Sentence",
    "Untrue",
    "features_of",
    "measured",
    "read_feature",
    "read_features",
    "require_sense",
    "run_feature",
    "run_features",
    "run_scenario",
]
