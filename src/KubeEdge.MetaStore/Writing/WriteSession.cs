using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Cursors;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Records;
using KubeEdge.MetaStore.Schema;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Writing;

/// <summary>The writer's connection, tables and numbers. Only the writer touches it.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly List<WrittenEvent> _written = [];
    private long _savedRevision;
    private int _savedWritten;
    private int _savedCursors;
    private int _savedQueues;

    public WriteSession(SqliteDatabase database, ConcurrentDictionary<string, QueueState> queues, int maxValueBytes)
    {
        Database = database;
        MaxValueBytes = maxValueBytes;
        Transaction = new WriteTransaction(database);
        State = new StateTable(database);
        Log = new LogTable(database);
        Objects = new ObjectTable(database);
        Records = new RecordTable(database);
        Queues = new QueueTable(database, queues);
        Cursors = new CursorTable(database);
        Quarantine = new Quarantine(database);
    }

    public SqliteDatabase Database { get; }

    public WriteTransaction Transaction { get; }

    public StateTable State { get; }

    public LogTable Log { get; }

    public ObjectTable Objects { get; }

    public PointerCache Pointers { get; } = new();

    public RecordTable Records { get; }

    public QueueTable Queues { get; }

    public CursorTable Cursors { get; }

    public Quarantine Quarantine { get; }

    /// <summary>The key being worked on, as text.</summary>
    public KeyText Key { get; } = new();

    public int MaxValueBytes { get; }

    /// <summary>Unix milliseconds; one time for all batches of a transaction.</summary>
    public long Now { get; set; }

    /// <summary>The newest revision given out.</summary>
    public long LastRevision { get; set; }

    /// <summary>The events of the open transaction.</summary>
    public IReadOnlyList<WrittenEvent> Written => _written;

    public long NextRevision() => ++LastRevision;

    /// <summary>The pointer of the object whose key is set. A damaged pointer counts as none: its object is out of service.</summary>
    public ObjectPointer FindObject(in ResourceKey key)
    {
        if (Pointers.TryGet(key, out var pointer))
        {
            return pointer;
        }

        pointer = Objects.Find(Key);
        if (pointer.Revision >= 0)
        {
            return pointer;
        }

        Quarantine.SetAsideObject(key, 0, Now);
        return default;
    }

    public void Changed(in LogHeader header, int bytes, in ResourceKey key) => _written.Add(new WrittenEvent(
        key,
        new EventEntry(header.Revision, header.Version, header.Previous, header.Time, bytes, header.Kind == LogKind.Tombstone),
        header.Expires));

    /// <summary>Marks the state that <see cref="Undo"/> goes back to.</summary>
    public void Mark()
    {
        _savedRevision = LastRevision;
        (_savedWritten, _savedCursors, _savedQueues) = (_written.Count, Cursors.UndoPoint, Queues.UndoPoint);
    }

    /// <summary>Takes back in memory what was done since <see cref="Mark"/>; the file is rolled back by the caller.</summary>
    public void Undo()
    {
        LastRevision = _savedRevision;
        _written.RemoveRange(_savedWritten, _written.Count - _savedWritten);
        Cursors.Rollback(_savedCursors);
        Queues.Rollback(_savedQueues);
        Pointers.Clear();
        Quarantine.Undo();
    }

    /// <summary>Makes memory follow a commit; returns the queue items dropped.</summary>
    public long Committed()
    {
        _written.Clear();
        Cursors.Committed();
        State.Committed();
        Quarantine.Committed();
        return Queues.Committed();
    }

    /// <summary>Makes memory follow a rollback of everything since the transaction began.</summary>
    public void RolledBack(long revision)
    {
        LastRevision = revision;
        _written.Clear();
        Cursors.Rollback(0);
        Queues.Rollback(0);
        Pointers.Clear();
        State.RolledBack();
        Quarantine.Undo();
    }

    public void Dispose() => Database.Dispose();
}
