using System.Diagnostics.CodeAnalysis;

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
    /// <param name="session">The session.</param>
    /// <param name="present">Whether there was one to resume.</param>
    /// <returns>False when the limit of sessions is reached.</returns>
    public bool TryOpen(ISessionConnection connection, SessionTerms terms, [NotNullWhen(true)] out Session? session, out bool present)
    {
        SessionWill? will = null;
        ISessionConnection? displaced = null;
        Ending? ended = null;
        lock (_lock)
        {
            present = _sessions.TryGetValue(terms.Client.ClientId, out session);
            if (session is not null && (terms.CleanStart || (session.Expiry <= TimeSpan.Zero && !session.IsConnected)))
            {
                session.CloseConnection(MqttReason.SessionTakenOver);
                ended = Forget(session);
                session = null;
            }

            if (session is null)
            {
                present = false;
                if (_sessions.Count >= context.Limits.Sessions || _disposed)
                {
                    context.Metrics.Refused("sessions");
                }
                else
                {
                    session = new Session(context, terms.Client);
                    _sessions.Add(terms.Client.ClientId, session);
                    session.Attach(connection, terms);
                }
            }
            else
            {
                // A will with a delay is not published when the client is back in time; one without was due when the connection ended.
                CancelTimer(session);
                will = session.Will is { Delay.Ticks: 0 } ? session.TakeWill() : null;
                displaced = session.Attach(connection, terms);
            }
        }

        // Its lock is free here: whatever follows goes to other sessions.
        Finish(ended);
        displaced?.Close(MqttReason.SessionTakenOver);
        if (will is not null && session is not null)
        {
            router.PublishWill(session.Client, will);
        }

        return session is not null;
    }

    /// <summary>A connection ended.</summary>
    /// <param name="session">Its session.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="expiry">What the client said about the session's expiry at its end; null for nothing.</param>
    /// <param name="keepWill">Whether the will is still to be published.</param>
    public void Close(Session session, ISessionConnection connection, TimeSpan? expiry, bool keepWill)
    {
        Ending? ended = null;
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
                ended = Forget(session);
            }
            else if (session.Will is { Delay.Ticks: 0 })
            {
                will = session.TakeWill();
            }

            if (ended is null)
            {
                StartTimer(session);
            }
        }

        Finish(ended);
        if (will is not null)
        {
            router.PublishWill(session.Client, will);
        }
    }

    /// <summary>Puts back a session that the store held; it waits for its client from now on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="left">How long.</param>
    /// <param name="willLeft">How long its will waits, when it has one.</param>
    public void Restore(Session session, TimeSpan left, TimeSpan willLeft)
    {
        lock (_lock)
        {
            _sessions[session.ClientId] = session;
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
        SessionWill? will = null;
        Ending? ended = null;
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
                ended = Forget(session);
            }
        }

        Finish(ended);
        if (will is not null)
        {
            router.PublishWill(session.Client, will);
        }
    }

    // What it leaves in the store is removed here, before another session of the client writes there.
    private Ending Forget(Session session)
    {
        CancelTimer(session);
        _sessions.Remove(session.ClientId);
        return new Ending(session, session.TakeWill(), session.End());
    }

    private void Finish(Ending? ended)
    {
        if (ended is not { } end)
        {
            return;
        }

        MessageRouter.PublishOrphans(end.Session, end.Orphans);
        if (end.Will is { } will)
        {
            router.PublishWill(end.Session.Client, will);
        }
    }

    private readonly record struct Ending(Session Session, SessionWill? Will, IReadOnlyList<OutgoingMessage> Orphans);
}
