namespace KubeEdge.StateCheck;

/// <summary>One side cannot be read; the message says which and why.</summary>
internal sealed class StateUnreadableException(string message) : Exception(message);
