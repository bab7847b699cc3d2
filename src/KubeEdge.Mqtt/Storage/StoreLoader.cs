using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Storage;

/// <summary>
/// Brings back what the session store holds. A record that cannot be read, or belongs to nothing, is removed and counted in the log: it
/// must not keep the broker from starting.
/// </summary>
internal sealed partial class StoreLoader(SessionContext context, SessionRegistry sessions, ILogger logger)
{
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _left = new(StringComparer.Ordinal);
    private readonly List<(string Key, StoredWill Stored)> _wills = [];
    private readonly List<(string Key, string ClientId, OutgoingMessage Message)> _messages = [];
    private readonly List<(string Key, string ClientId, ushort Id)> _incoming = [];
    private readonly List<string> _useless = [];

    public async Task LoadAsync(IMqttSessionStore store, CancellationToken cancellationToken)
    {
        var retained = 0;
        await foreach (var record in store.LoadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (record.Key.StartsWith(StoreKeys.RetainedPrefix, StringComparison.Ordinal))
            {
                retained += LoadRetained(record) ? 1 : 0;
            }
            else if (!LoadSession(record) && !LoadMessage(record) && !LoadIncoming(record) && !LoadWill(record))
            {
                _useless.Add(record.Key);
            }
        }

        Assemble();
        RestoreWills();
        foreach (var key in _useless)
        {
            _ = context.Journal.Append(key, null);
        }

        Log.Loaded(logger, _sessions.Count, _messages.Count, retained, _useless.Count);
    }

    private bool LoadRetained(MqttStoreRecord record)
    {
        if (StoredMessage.ReadRetained(record.Value) is not { } message || message.IsExpired(context.Time.GetUtcNow()))
        {
            _useless.Add(record.Key);
            return false;
        }

        context.Retained.Restore(message);
        return true;
    }

    private bool LoadSession(MqttStoreRecord record)
    {
        if (!record.Key.StartsWith(StoreKeys.SessionPrefix, StringComparison.Ordinal)
            || StoredSession.Read(record.Value.Span) is not { Subscriptions: not null } stored)
        {
            return false;
        }

        // A client that was connected when the broker died has its whole expiry from now on; a clock set back gives nobody more.
        stored = stored with { ExpirySeconds = Math.Clamp(stored.ExpirySeconds, 0, context.Limits.SessionExpiry.TotalSeconds) };
        var expiry = TimeSpan.FromSeconds(stored.ExpirySeconds);
        var away = stored.Disconnected is { } since ? context.Time.GetUtcNow() - since : TimeSpan.Zero;
        var left = away > TimeSpan.Zero ? expiry - away : expiry;
        if (left <= TimeSpan.Zero)
        {
            // It ends like one whose time is over now, since others may get what waits for it, and takes no more until then.
            left = TimeSpan.Zero;
            stored = stored with { ExpirySeconds = 0, Subscriptions = [] };
        }

        var client = new MqttClientInfo { ClientId = stored.ClientId, Version = stored.Version, UserName = stored.UserName };
        var session = new Session(context, client);
        session.Restore(stored, context.Limits.TopicLevels);
        _sessions[stored.ClientId] = session;
        _left[stored.ClientId] = left;
        return true;
    }

    private bool LoadMessage(MqttStoreRecord record)
    {
        if (!StoreKeys.TryParse(record.Key, StoreKeys.MessagePrefix, out var clientId, out _)
            || StoredMessage.Read(record.Value) is not { Id: > 0 } message)
        {
            return false;
        }

        _messages.Add((record.Key, clientId, message));
        return true;
    }

    private bool LoadIncoming(MqttStoreRecord record)
    {
        if (!StoreKeys.TryParse(record.Key, StoreKeys.IncomingPrefix, out var clientId, out var id))
        {
            return false;
        }

        _incoming.Add((record.Key, clientId, id));
        return true;
    }

    private bool LoadWill(MqttStoreRecord record)
    {
        if (!record.Key.StartsWith(StoreKeys.WillPrefix, StringComparison.Ordinal)
            || StoredWill.Read(record.Value.Span) is not { } stored)
        {
            return false;
        }

        _wills.Add((record.Key, stored));
        return true;
    }

    // A client whose session ended with its connection has one again until its will is published.
    private void RestoreWills()
    {
        // The newest is the session's; an older one was being published.
        _wills.Sort(static (a, b) => string.CompareOrdinal(b.Key, a.Key));
        var older = new List<Session>();
        var now = context.Time.GetUtcNow();
        var waits = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (key, stored) in _wills)
        {
            if (stored.ToWill() is not { } will)
            {
                _useless.Add(key);
                continue;
            }

            if (!_sessions.TryGetValue(stored.ClientId, out var session) || session.Will is not null)
            {
                session = new Session(
                    context, new MqttClientInfo { ClientId = stored.ClientId, Version = stored.Version, UserName = stored.UserName });
                if (!_sessions.TryAdd(stored.ClientId, session))
                {
                    session.RestoreWill(will with { Key = key });
                    older.Add(session);
                    continue;
                }
            }

            session.RestoreWill(will with { Key = key });
            var left = _left.GetValueOrDefault(stored.ClientId);
            var delay = will.Delay < left ? will.Delay : left;
            waits[stored.ClientId] = stored.Due is { } due && due - now < delay ? due - now : delay;
        }

        foreach (var (clientId, session) in _sessions)
        {
            sessions.Restore(session, _left.GetValueOrDefault(clientId), waits.GetValueOrDefault(clientId));
        }

        foreach (var session in older)
        {
            sessions.Restore(session, TimeSpan.Zero, TimeSpan.Zero);
        }
    }

    // Records come in any order, so messages find their session, and their order, only now.
    private void Assemble()
    {
        _messages.Sort(static (a, b) => a.Message.Sequence.CompareTo(b.Message.Sequence));
        foreach (var (key, clientId, message) in _messages)
        {
            if (_sessions.TryGetValue(clientId, out var session))
            {
                session.Restore(message);
            }
            else
            {
                _useless.Add(key);
            }
        }

        foreach (var session in _sessions.Values)
        {
            session.Restored();
        }

        foreach (var (key, clientId, id) in _incoming)
        {
            if (_sessions.TryGetValue(clientId, out var session))
            {
                session.RestoreIncoming(id);
            }
            else
            {
                _useless.Add(key);
            }
        }
    }
}
