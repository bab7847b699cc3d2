using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>
/// The state of one client that outlives its connection: subscriptions, and what it has not acknowledged. Every member takes the
/// session's lock for a moment and never waits inside it.
/// </summary>
internal sealed partial class Session : Subscriber
{
    private readonly Lock _lock = new();
    private readonly SessionContext _context;
    private readonly OutgoingQueue _outgoing = new();
    private ISessionConnection? _connection;
    private DateTimeOffset? _disconnected;
    private int _quota;
    private int _receiveMaximum;
    private bool _ended;
    private bool _isRecorded;
    private bool _overflowed;

    public Session(SessionContext context, MqttClientInfo client)
    {
        _context = context;
        Client = client;
    }

    public MqttClientInfo Client { get; private set; }

    public override string ClientId => Client.ClientId;

    public override bool IsConnected => Volatile.Read(ref _connection) is not null;

    /// <summary>How long it outlives its connection; zero ends with it.</summary>
    public TimeSpan Expiry { get; private set; }

    private bool IsStored => !_ended && _context.Journal.IsEnabled && Expiry > TimeSpan.Zero;

    /// <summary>Gives the session to a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="terms">What was agreed on.</param>
    /// <param name="stored">What has to be durable before the client is told.</param>
    /// <returns>The connection that had it, and loses it.</returns>
    public ISessionConnection? Attach(ISessionConnection connection, SessionTerms terms, ref StoreWait stored)
    {
        lock (_lock)
        {
            var before = _connection;
            _connection = connection;
            _disconnected = null;
            Client = terms.Client;
            Expiry = terms.Expiry;
            ReplaceWill(terms.Will, ref stored);
            _receiveMaximum = terms.ReceiveMaximum;
            _quota = terms.ReceiveMaximum;
            _outgoing.Rewind();
            stored.Add(Save());
            return before;
        }
    }

    /// <summary>Takes the session from a connection that ends.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="expiry">How long the session is kept, when the client said so at its end; null leaves it.</param>
    /// <param name="keepWill">False when the client took its will back by an orderly end.</param>
    /// <returns>False when another connection has it by now.</returns>
    public bool Detach(ISessionConnection connection, TimeSpan? expiry, bool keepWill)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_connection, connection))
            {
                return false;
            }

            _connection = null;
            _disconnected = _context.Time.GetUtcNow();
            Expiry = expiry ?? Expiry;
            if (keepWill)
            {
                _ = StoreWill(_disconnected + (Will?.Delay < Expiry ? Will.Delay : Expiry));
            }
            else
            {
                StoreWait removed = default;
                ReplaceWill(null, ref removed);
            }

            _outgoing.Rewind();
            _ = Save();
            return true;
        }
    }

    /// <summary>Ends the session: nothing is delivered to it any more. Its records stay until <see cref="RemoveRecords"/>.</summary>
    /// <returns>Messages of shared subscriptions that were never sent: somebody else gets them.</returns>
    public IReadOnlyList<OutgoingMessage> End()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return [];
            }

            _ended = true;
            _connection = null;
            foreach (var subscription in _subscriptions.Values)
            {
                _context.Tree.Remove(this, subscription.Filter);
            }

            return [.. _outgoing.Unsent.Where(static message => message.Share is not null)];
        }
    }

    /// <summary>Leaves nothing of a session that ended in the store.</summary>
    public void RemoveRecords(ref StoreWait removed)
    {
        lock (_lock)
        {
            foreach (var message in _outgoing.Unacknowledged)
            {
                removed.Add(Erase(message));
            }

            foreach (var id in _incoming.Keys)
            {
                removed.Add(_context.Journal.Append(StoreKeys.Incoming(ClientId, id), null));
            }

            removed.Add(Unsave());
        }
    }

    /// <summary>Ends the connection, for a reason that the client is told.</summary>
    public void CloseConnection(MqttReason reason) => Volatile.Read(ref _connection)?.Close(reason);

    // Stores the session itself; messages have records of their own.
    private Task Save()
    {
        if (!IsStored)
        {
            return Unsave();
        }

        _isRecorded = true;
        var record = new StoredSession
        {
            ClientId = ClientId,
            Version = Client.Version,
            UserName = Client.UserName,
            ExpirySeconds = Expiry.TotalSeconds,
            Disconnected = _disconnected,
            LastSent = _disconnected is null ? null : _outgoing.LastSent,
            Subscriptions = [.. _subscriptions.Values.Select(StoredSubscription.Of)],
        };
        return _context.Journal.Append(StoreKeys.Session(ClientId), StoredSession.Write(record));
    }

    // A session that was never stored, as most are, costs the store nothing at its end.
    private Task Unsave()
    {
        if (!_isRecorded)
        {
            return Task.CompletedTask;
        }

        _isRecorded = false;
        return _context.Journal.Append(StoreKeys.Session(ClientId), null);
    }
}
