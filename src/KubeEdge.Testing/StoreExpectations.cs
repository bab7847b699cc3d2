using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;
using KubeEdge.Testing.Clouds;
using KubeEdge.Testing.Expectations;

namespace KubeEdge.Testing;

/// <summary>
/// Waits for what a store should hold. Driven by the store's watch, so they end as soon as it does; the timeout, 30 s of real time unless
/// given, only ends a test that fails.
/// </summary>
public static class StoreExpectations
{
    /// <summary>Waits until the store holds an object in the version given, or in a newer one.</summary>
    /// <param name="store">The node's store.</param>
    /// <param name="expected">The object, for instance what <see cref="FakeCloud.Put"/> returned.</param>
    /// <param name="timeout">How long to wait; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object as the store holds it.</returns>
    /// <exception cref="ExpectationException">It does not come to hold it; the message says what is there instead.</exception>
    public static Task<KubeObject> EventuallyHoldsAsync(
        this IMetaReader store, KubeObject expected, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var version = ulong.Parse(expected.ResourceVersion, CultureInfo.InvariantCulture);
        return HoldsAsync(
            store,
            ObjectTypes.KeyOf(expected),
            held => held.Uid == expected.Uid && ulong.Parse(held.ResourceVersion, CultureInfo.InvariantCulture) >= version,
            $"in version {expected.ResourceVersion} or newer",
            timeout,
            cancellationToken);
    }

    /// <summary>Waits until the store holds an object for which a condition is true.</summary>
    /// <param name="store">The node's store.</param>
    /// <param name="key">The object.</param>
    /// <param name="condition">The condition; asked about each version that the store comes to hold.</param>
    /// <param name="timeout">How long to wait; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object for which it was true.</returns>
    /// <exception cref="ExpectationException">It does not come to hold it; the message says what is there instead.</exception>
    public static Task<KubeObject> EventuallyHoldsAsync(
        this IMetaReader store,
        ResourceKey key,
        Func<KubeObject, bool> condition,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return HoldsAsync(store, key, condition, "for which the condition is true", timeout, cancellationToken);
    }

    /// <summary>Waits until the store holds an object that says what a JSON text says; further members do not count.</summary>
    /// <param name="store">The node's store.</param>
    /// <param name="key">The object.</param>
    /// <param name="json">A part of the object, for instance <c>{"data":{"mode":"eco"}}</c>. Arrays must be equal as a whole.</param>
    /// <param name="timeout">How long to wait; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The object as the store holds it.</returns>
    /// <exception cref="ExpectationException">It does not come to hold it; the message says what is there instead.</exception>
    public static Task<KubeObject> EventuallyHoldsAsync(
        this IMetaReader store,
        ResourceKey key,
        string json,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        var expected = JsonNode.Parse(json);
        return HoldsAsync(store, key, held => JsonSubset.IsIn(expected, held.ToNode()), $"with {json}", timeout, cancellationToken);
    }

    /// <summary>Waits until the store holds no such object.</summary>
    /// <param name="store">The node's store.</param>
    /// <param name="key">The object.</param>
    /// <param name="timeout">How long to wait; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationException">It stays; the message says what it is.</exception>
    public static async Task EventuallyLacksAsync(
        this IMetaReader store, ResourceKey key, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var wait = new StoreWait(store, key, static held => held is null, "to be gone");
        await wait.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<KubeObject> HoldsAsync(
        IMetaReader store,
        ResourceKey key,
        Func<KubeObject, bool> condition,
        string expectation,
        TimeSpan? timeout,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var wait = new StoreWait(store, key, held => held is not null && condition(held), expectation);
        return await wait.WaitAsync(timeout, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The wait ended without an object.");
    }
}
