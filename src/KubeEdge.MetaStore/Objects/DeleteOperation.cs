using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Removes one object: the pointer goes, a tombstone enters the log.</summary>
internal sealed class DeleteOperation(ResourceKey key, DeleteOptions options) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session)
    {
        session.Key.Set(key);
        var current = session.FindObject(key);
        if (options.ExpectedRevision is { } expected && expected != current.Revision)
        {
            return OperationOutcome.Conflict(key);
        }

        if (current.Revision == 0)
        {
            return OperationOutcome.Skipped;
        }

        var last = session.Log.Find(current.Revision)?.Object;
        if (!string.IsNullOrEmpty(options.Uid) && last is not null && last.Uid.Length > 0 && last.Uid != options.Uid)
        {
            return OperationOutcome.Skipped;
        }

        var revision = session.NextRevision();
        var rendered = options.Render is not null && last is not null;
        var value = rendered ? options.Render!(revision, last!) : default; // both were just checked
        if (value.Length > session.MaxValueBytes)
        {
            return OperationOutcome.TooLarge;
        }

        session.Key.Set(key);
        var number = rendered ? (ulong)revision : last?.ResourceVersion ?? 0;
        var header = new LogHeader(
            revision, LogKind.Tombstone, number, last?.Origin ?? default, session.Now, 0, last is null ? 0 : current.Revision);
        session.Log.Insert(header, session.Key, last?.Uid ?? string.Empty, value.Span, rendered);
        session.Objects.Remove(session.Key);
        session.Changed(header, value.Length, key);
        return OperationOutcome.Applied;
    }
}
