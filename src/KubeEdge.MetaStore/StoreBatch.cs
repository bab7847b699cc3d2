using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Cursors;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore;

/// <summary>
/// Changes that are committed together or not at all, in the order in which they were added. Made by one thread, committed once.
/// </summary>
public sealed class StoreBatch
{
    private readonly List<BatchOperation> _operations = [];
    private bool _taken;

    /// <summary>Number of operations.</summary>
    public int Count => _operations.Count;

    /// <summary>Sum of the values known before the commit, in bytes.</summary>
    public long Bytes { get; private set; }

    internal int LargestValue { get; private set; }

    /// <summary>How many revisions a commit can use up.</summary>
    internal int MostRevisions { get; private set; }

    internal IReadOnlyList<BatchOperation> Operations => _operations;

    /// <summary>Puts an object that carries its own resource version.</summary>
    /// <param name="key">What and where it is.</param>
    /// <param name="uid">Its uid; empty when unknown.</param>
    /// <param name="resourceVersion">The version the cloud gave it.</param>
    /// <param name="json">The document, UTF-8 JSON; must not change until the commit completes.</param>
    /// <param name="options">Origin, lifetime and conditions.</param>
    public void Put(in ResourceKey key, string uid, ulong resourceVersion, ReadOnlyMemory<byte> json, PutOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uid);
        Add(new PutOperation(Checked(key), uid, resourceVersion, json, null, options ?? PutOptions.Default), json.Length);
    }

    /// <summary>Puts an object whose document is made inside the commit, from its revision, which becomes its resource version.</summary>
    /// <param name="key">What and where it is.</param>
    /// <param name="uid">Its uid; empty when unknown.</param>
    /// <param name="render">
    /// Makes the document. Runs on the writer: quick, without side effects. Called again only after a failed disk write.
    /// </param>
    /// <param name="options">Origin, lifetime and conditions.</param>
    public void Put(in ResourceKey key, string uid, Func<long, ReadOnlyMemory<byte>> render, PutOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uid);
        ArgumentNullException.ThrowIfNull(render);
        Add(new PutOperation(Checked(key), uid, 0, default, render, options ?? PutOptions.Default), 0);
    }

    /// <summary>Deletes an object; skipped when there is none.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="options">Conditions, and the tombstone's document.</param>
    public void Delete(in ResourceKey key, DeleteOptions? options = null) =>
        Add(new DeleteOperation(Checked(key), options ?? DeleteOptions.Default), 0);

    /// <summary>Moves a named cursor forward; skipped when it is there already.</summary>
    /// <param name="name">The reader's name.</param>
    /// <param name="revision">The revision up to which the reader is done.</param>
    public void AdvanceCursor(string name, long revision)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(revision);
        Add(new AdvanceCursorOperation(name, revision), 0);
    }

    /// <summary>Forgets a cursor, so that it no longer holds events back.</summary>
    /// <param name="name">The reader's name.</param>
    public void RemoveCursor(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Add(new RemoveCursorOperation(name), 0);
    }

    /// <summary>Appends an item to a durable queue of the same store.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="item">The payload; must not change until the commit completes.</param>
    public void Enqueue(IDurableQueue queue, ReadOnlyMemory<byte> item) =>
        Add(new EnqueueOperation(Queues.DurableQueue.StateOf(queue), item), item.Length);

    /// <summary>Removes one item from a durable queue of the same store; skipped when it is gone.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="sequence">Which item.</param>
    public void Remove(IDurableQueue queue, long sequence) =>
        Add(new AcknowledgeOperation(Queues.DurableQueue.StateOf(queue), sequence, sequence), 0);

    /// <summary>Removes all items of a durable queue of the same store up to and including a sequence.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="sequence">The last one done with.</param>
    public void Acknowledge(IDurableQueue queue, long sequence) =>
        Add(new AcknowledgeOperation(Queues.DurableQueue.StateOf(queue), 0, sequence), 0);

    internal void Add(BatchOperation operation, int bytes)
    {
        ObjectDisposedException.ThrowIf(_taken, this);
        _operations.Add(operation);
        MostRevisions += operation.MostRevisions;
        Bytes += bytes;
        LargestValue = Math.Max(LargestValue, bytes);
    }

    internal void Take()
    {
        ObjectDisposedException.ThrowIf(_taken, this);
        _taken = true;
    }

    private static ResourceKey Checked(in ResourceKey key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key.Resource);
        ArgumentException.ThrowIfNullOrEmpty(key.Name);
        return key is { Group: not null, Namespace: null or { Length: > 0 } }
            ? key
            : key with { Group = key.Group ?? string.Empty, Namespace = string.IsNullOrEmpty(key.Namespace) ? null : key.Namespace };
    }
}
