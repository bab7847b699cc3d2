using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Storage;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>
/// All sessions by client id. Its lock is held while sessions are looked up and handed over, never while anything is sent or waited for.
/// </summary>
internal sealed class SessionRegistry(SessionContext context, MessageRouter router) : IDisposable
{
    // After a start clients have this long to come back, and those in this process to subscribe, before their wills are published.
    private static readonly TimeSpan _willGrace = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<Session, ITimer> _timers = [];
    private bool _disposed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>
    /// Gives the client its session, or a new one. A connection that still has it is told so and ends; what it has not acknowledged is
    /// sent again on the new one.
    /// </summary>
    /// <param name="connection">The new connection.</param>
    /// <param name="terms">What was agreed on.</param>
    /// <returns>Null when the limit of sessions is reached.</returns>
    public OpenedSession? Open(ISessionConnection connection, SessionTerms terms)
    {
        StoreWait stored = default;
        SessionWill? will = null;
        ISessionConnection? displaced = null;
        MqttClientInfo? before;
        Session? session;
        var present = false;
        lock (_lock)
        {
            session = _sessions.GetValueOrDefault(terms.Client.ClientId);
            before = session?.Client;
            if (session is { IsConnected: false } && (session.Expiry <= TimeSpan.Zero || session.Will is { Delay.Ticks: 0 }))
            {
                // It was due when the connection ended, so only a restart of the broker put it off, and the client is back.
                session.DropWill(ref stored);
            }

            if (session is not null && (terms.CleanStart || session.Expiry <= TimeSpan.Zero))
            {
                session.CloseConnection(MqttReason.SessionTakenOver);
                will = Forget(session, ref stored);
                session = null;
            }

            if (session is not null)
            {
                // A will with a delay is not published when the client is back in time; one without is due now.
                CancelTimer(session);
                present = true;
                will = session.Will is { Delay.Ticks: 0 } ? session.TakeWill() : null;
                displaced = session.Attach(connection, terms, ref stored);
            }
            else if (_sessions.Count >= context.Limits.Sessions || _disposed)
            {
                context.Metrics.Refused("sessions");
            }
            else
            {
                session = new Session(context, terms.Client);
                _sessions.Add(terms.Client.ClientId, session);
                session.Attach(connection, terms, ref stored);
            }
        }

        displaced?.Close(MqttReason.SessionTakenOver);
        PublishWill(before, will);
        return session is null ? null : new OpenedSession(session, present, stored.Task);
    }

    /// <summary>Completes when the store can take what a connection brings.</summary>
    public Task WaitForRoomAsync() => context.Journal.WaitForRoomAsync();

    /// <summary>A connection ended.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="expiry">What the client said about the session's expiry at its end; null for nothing.</param>
    /// <param name="keepWill">Whether the will is still to be published.</param>
    public void Close(Session session, ISessionConnection connection, TimeSpan? expiry, bool keepWill)
    {
        SessionWill? will = null;
        lock (_lock)
        {
            if (!session.Detach(connection, expiry, keepWill))
            {
                return;
            }

            if (_disposed)
            {
                session.LeaveWill();
            }

            if (session.Expiry <= TimeSpan.Zero)
            {
                StoreWait removed = default;
                will = Forget(session, ref removed);
            }
            else
            {
                will = session.Will is { Delay.Ticks: 0 } ? session.TakeWill() : null;
                StartTimer(session);
            }
        }

        PublishWill(session.Client, will);
    }

    /// <summary>Puts back a session that the store held; it waits for its client from now on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="left">How long.</param>
    /// <param name="willLeft">How long its will waits, when it has one.</param>
    public void Restore(Session session, TimeSpan left, TimeSpan willLeft)
    {
        lock (_lock)
        {
            _sessions.TryAdd(session.ClientId, session);
            willLeft = willLeft > _willGrace ? willLeft : _willGrace;
            SetTimer(session, session.Will is not null && (willLeft < left || left <= TimeSpan.Zero) ? willLeft : left);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }

            _timers.Clear();
        }
    }

    // The will of a session that waits comes after its delay or with the session's end, whichever is first.
    private void StartTimer(Session session)
    {
        var due = session.Will is { } will && will.Delay < session.Expiry ? will.Delay : session.Expiry;
        SetTimer(session, due);
    }

    private void SetTimer(Session session, TimeSpan due)
    {
        CancelTimer(session);
        if (!_disposed)
        {
            _timers[session] = context.Time.CreateTimer(_ => OnTimer(session), null, due, Timeout.InfiniteTimeSpan);
        }
    }

    private void CancelTimer(Session session)
    {
        if (_timers.Remove(session, out var timer))
        {
            timer.Dispose();
        }
    }

    private void OnTimer(Session session)
    {
        SessionWill? will;
        lock (_lock)
        {
            if (!_timers.ContainsKey(session) || session.IsConnected)
            {
                return;
            }

            if (session.Will is { } waiting && waiting.Delay < session.Expiry)
            {
                will = session.TakeWill();
                SetTimer(session, session.Expiry - waiting.Delay);
            }
            else
            {
                StoreWait removed = default;
                will = Forget(session, ref removed);
            }
        }

        PublishWill(session.Client, will);
    }

    // Somebody else's copies are in the store before its own go, and its own go before another session of the client writes there.
    private SessionWill? Forget(Session session, ref StoreWait stored)
    {
        CancelTimer(session);
        if (ReferenceEquals(_sessions.GetValueOrDefault(session.ClientId), session))
        {
            _sessions.Remove(session.ClientId);
        }

        var will = session.TakeWill();
        router.PublishOrphans(session.End());
        session.RemoveRecords(ref stored);
        return will;
    }

    // Without the lock: it is not known what an authorizer does.
    private void PublishWill(MqttClientInfo? client, SessionWill? will)
    {
        if (client is not null && will is not null)
        {
            router.PublishWill(client, will);
        }
    }
}
