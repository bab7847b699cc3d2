using KubeEdge.Mqtt.Connections;

namespace KubeEdge.Mqtt.Listening;

/// <summary>Takes the connections that listeners accept.</summary>
internal interface IConnectionHost
{
    /// <summary>Counts one more connection; false when there are too many.</summary>
    bool TryAdmit();

    /// <summary>Serves an admitted connection until it ends.</summary>
    Task ServeAsync(Stream stream, ConnectionPeer peer);

    /// <summary>An admitted connection is gone.</summary>
    void Release();
}
