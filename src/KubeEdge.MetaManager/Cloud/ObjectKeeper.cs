using System.Globalization;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>
/// Brings the store up to what an answer said. What only a question brought is cached, and what the cloud wants here stays wanted:
/// the inventory must list neither more nor less than was pushed.
/// </summary>
internal sealed class ObjectKeeper(
    IMetaStore store,
    WireTypes types,
    OpenQuestions questions,
    HeldObjects held,
    PrefetchRecords records,
    IOptions<MetaManagerOptions> options)
{
    // The row changes under our eyes only when pushes come in a burst; they have the last word then.
    private const int Attempts = 3;

    /// <summary>Stores an object, or takes away a copy of what no longer exists. False when the disk did not take it.</summary>
    public async ValueTask<bool> KeepAsync(OpenQuestion question, CloudAnswer answer, Keeping keeping)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var current = await store.GetAsync(question.Key, CancellationToken.None).ConfigureAwait(false);
            if (ChangeFor(question.Key, current, answer, keeping) is not { } change
                || questions.Submit(question, store, change.Batch) is not { } commit)
            {
                return true;
            }

            var result = await commit.ConfigureAwait(false);
            if (result.Status == CommitStatus.Committed)
            {
                records.Confirm(question.Key, change.IsRecorded);
                return true;
            }

            if (result.Status != CommitStatus.Conflict)
            {
                return false;
            }
        }

        return true;
    }

    private CopyChange? ChangeFor(in ResourceKey key, StoredObject? current, in CloudAnswer answer, Keeping keeping)
    {
        if (answer.Kind == CloudAnswerKind.NotFound)
        {
            // What was pushed goes by a push: a cloud of the original that has just begun does not know everything yet, and counts on
            // the node to have what it acknowledged.
            return keeping == Keeping.Copy && current is not null && current.Origin != ObjectOrigin.Desired ? Removal(key, current) : null;
        }

        types.TryGetType(key, out var type);
        if (answer.Kind != CloudAnswerKind.Object
            || (current is null && keeping is Keeping.Newer or Keeping.Late)
            || PushContent.TryRead(answer.Object, type, out _) is not { } value
            || PushContent.Mismatch(value, key) is not null
            || !ulong.TryParse(value.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || (keeping == Keeping.Late && current?.Uid != value.Uid)
            || IsUpToDate(current, value.Uid, version))
        {
            return null;
        }

        var batch = new StoreBatch();
        batch.Put(key, value.Uid, version, value.Json, OptionsFor(key, current, out var isRecorded));
        records.Change(batch, key, isRecorded);
        return new CopyChange(batch, isRecorded);
    }

    // Written again in the same version, a cached copy lives on; the others gain nothing by it.
    private bool IsUpToDate(StoredObject? current, string uid, ulong version) =>
        current is not null && current.Uid == uid
        && (version < current.ResourceVersion
            || (version == current.ResourceVersion
                && (current.Origin == ObjectOrigin.Desired || (records.Contains(current.Key) && held.Contains(current.Key)))));

    // A copy is recorded exactly as long as it has no lifetime of its own.
    private PutOptions OptionsFor(in ResourceKey key, StoredObject? current, out bool? isRecorded)
    {
        var desired = current?.Origin == ObjectOrigin.Desired;
        isRecorded = desired ? null : held.Contains(key);
        return new PutOptions
        {
            Origin = desired ? ObjectOrigin.Desired : ObjectOrigin.Cached,
            Lifetime = desired || isRecorded == true ? null : options.Value.CacheLifetime,
            ExpectedRevision = current?.Revision ?? 0,
        };
    }

    private CopyChange Removal(in ResourceKey key, StoredObject current)
    {
        var batch = new StoreBatch();
        batch.Delete(key, new DeleteOptions { ExpectedRevision = current.Revision });
        records.Change(batch, key, isRecorded: false);
        return new CopyChange(batch, IsRecorded: false);
    }
}
