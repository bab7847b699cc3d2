namespace KubeEdge.Mqtt.Sessions;

/// <summary>The session that a connecting client gets.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsPresent">Whether it was there before.</param>
/// <param name="Stored">
/// Completes when the store holds it and no longer holds what a clean start ended: only then the client is told.
/// </param>
internal readonly record struct OpenedSession(Session Session, bool IsPresent, Task Stored);
