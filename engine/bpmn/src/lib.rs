//! BPMN 2.0 bytes to a definition with positions, to problems, and to the process that the core runs. Knows nothing about running and no word of law.
