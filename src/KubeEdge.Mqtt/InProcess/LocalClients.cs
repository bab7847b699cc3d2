using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.InProcess;

/// <summary>The clients in the broker's process. Their ids are theirs alone: no other client can take their place.</summary>
internal sealed class LocalClients(MessageRouter router)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocalClient> _clients = new(StringComparer.Ordinal);

    public MessageRouter Router => router;

    /// <exception cref="ArgumentException">There is one with that id.</exception>
    public void Add(LocalClient client)
    {
        lock (_lock)
        {
            if (!_clients.TryAdd(client.ClientId, client))
            {
                throw new ArgumentException($"There is a client {client.ClientId} in this process.", nameof(client));
            }
        }
    }

    public void Remove(LocalClient client)
    {
        lock (_lock)
        {
            _clients.Remove(client.ClientId);
        }
    }

    public bool Contains(string clientId)
    {
        lock (_lock)
        {
            return _clients.ContainsKey(clientId);
        }
    }

    public LocalClient[] ToArray()
    {
        lock (_lock)
        {
            return [.. _clients.Values];
        }
    }
}
