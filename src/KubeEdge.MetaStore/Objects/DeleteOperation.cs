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

        // Watchers still hold an object that only damage took from here; its deletion is news to them.
        if (current.Revision == 0 && !session.Quarantine.IsMissing(key))
        {
            return OperationOutcome.Skipped;
        }

        var last = current.Revision == 0 ? null : session.Log.Find(current.Revision)?.Object;
        if (!string.IsNullOrEmpty(options.Uid) && last is not null && last.Uid.Length > 0 && last.Uid != options.Uid)
        {
            return OperationOutcome.Skipped;
        }

        var revision = session.NextRevision();
        var (rendered, value) = Render(revision, last);
        if (value.Length > session.MaxValueBytes)
        {
            return OperationOutcome.TooLarge;
        }

        var number = last is null || options.Render is null ? last?.ResourceVersion ?? 0 : (ulong)revision;
        var header = new LogHeader(
            revision, LogKind.Tombstone, number, last?.Origin ?? default, session.Now, 0, last is null ? 0 : current.Revision);
        session.Log.Insert(header, session.Key, last?.Uid ?? string.Empty, value.Span, rendered);
        session.Objects.Remove(session.Key);
        session.Pointers.Remove(key);
        session.Quarantine.Settle(key);
        session.Changed(header, value.Length, key);
        return OperationOutcome.Applied;
    }

    /// <summary>The tombstone's own document, if it has one; without it, the last object stands for it.</summary>
    private (bool Rendered, ReadOnlyMemory<byte> Value) Render(long revision, StoredObject? last) =>
        last is null ? (true, TombstoneJson.Of(key))
        : options.Render is { } render ? (true, render(revision, last))
        : (false, default);
}
