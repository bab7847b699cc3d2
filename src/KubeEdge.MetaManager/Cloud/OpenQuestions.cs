using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>
/// Keeps answers and pushes of one object in order. An answer takes another way than a push, so it could be stored after a delete
/// that the cloud sent later, and the object would be back.
/// </summary>
internal sealed class OpenQuestions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, List<OpenQuestion>> _open = [];
    private int _count;

    /// <summary>A question is about to be asked.</summary>
    public OpenQuestion Begin(in ResourceKey key)
    {
        var question = new OpenQuestion(key);
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var same))
            {
                _open.Add(key, same = []);
            }

            same.Add(question);
            Volatile.Write(ref _count, _count + 1);
        }

        return question;
    }

    /// <summary>The question is answered, or nobody waits any more.</summary>
    public void End(OpenQuestion question)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(question.Key, out var same) && same.Remove(question))
            {
                Volatile.Write(ref _count, _count - 1);
                if (same.Count == 0)
                {
                    _open.Remove(question.Key);
                }
            }
        }
    }

    /// <summary>The answer is here and about to be stored.</summary>
    public void Answered(OpenQuestion question, MessageId answer)
    {
        lock (_gate)
        {
            question.Answer = answer;
        }
    }

    /// <summary>Whether this very answer is being stored: it was sent again while its commit took long.</summary>
    public bool IsBeingStored(in ResourceKey key, MessageId answer)
    {
        lock (_gate)
        {
            return _open.TryGetValue(key, out var same) && same.Exists(question => question.Answer == answer);
        }
    }

    /// <summary>A push of the object is about to be submitted.</summary>
    public void Overtake(in ResourceKey key)
    {
        // Whoever begins after this look has its answer committed after the push, which is as well.
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_open.TryGetValue(key, out var same))
            {
                foreach (var question in same)
                {
                    question.IsOvertaken = true;
                }
            }
        }
    }

    /// <summary>
    /// Submits what an answer brought, unless a push came first; null then. The store commits in the order of submission.
    /// </summary>
    public Task<CommitResult>? Submit(OpenQuestion question, IMetaStore store, StoreBatch batch)
    {
        lock (_gate)
        {
            return question.IsOvertaken ? null : store.CommitAsync(batch, Durability.Full, CancellationToken.None).AsTask();
        }
    }
}
