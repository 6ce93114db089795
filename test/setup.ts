// Before anything else loads the engine: its creation traces cost most of a test run.
import '../core/engine';
