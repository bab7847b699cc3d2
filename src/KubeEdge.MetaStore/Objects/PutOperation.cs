using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Writes one object: the value into the log, the pointer at it.</summary>
internal sealed class PutOperation(
    ResourceKey key, string uid, ulong version, ReadOnlyMemory<byte> json, Func<long, ReadOnlyMemory<byte>>? render, PutOptions options)
    : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session)
    {
        session.Key.Set(key);
        var current = session.FindObject(key);
        if (options.ExpectedRevision is { } expected && expected != current.Revision)
        {
            return OperationOutcome.Conflict(key);
        }

        if (options.NewerOnly && current.Revision != 0 && session.Log.Find(current.Revision) is { } stored
            && stored.Object.Uid == uid && IsCovered(stored.Header))
        {
            return OperationOutcome.Skipped;
        }

        var revision = session.NextRevision();
        var value = render is null ? json : render(revision);
        if (value.Length > session.MaxValueBytes)
        {
            return OperationOutcome.TooLarge;
        }

        var number = render is null ? version : (ulong)revision;
        var expires = options.Lifetime is { } lifetime ? session.Now + Math.Max(1, (long)lifetime.TotalMilliseconds) : 0;
        var header = new LogHeader(revision, LogKind.Put, number, options.Origin, session.Now, expires, current.Revision);
        session.Log.Insert(header, session.Key, uid, value.Span, hasValue: true);
        if (current.Revision > 0)
        {
            session.Objects.Move(session.Key, revision, expires);
        }
        else
        {
            session.Objects.Set(session.Key, revision, expires);
        }

        session.Pointers.Set(key, new ObjectPointer(revision, expires));
        session.Quarantine.Settle(key);
        session.Changed(header, value.Length, key);
        return OperationOutcome.Applied;
    }

    // The same version, wanted by the cloud from now on, must not stay a copy that ends with its lifetime.
    private bool IsCovered(in LogHeader stored) =>
        stored.Version > version || (stored.Version == version && (stored.Origin == ObjectOrigin.Desired || options.Origin != ObjectOrigin.Desired));
}
