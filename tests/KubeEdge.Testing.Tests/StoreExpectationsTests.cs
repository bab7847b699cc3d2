using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing.Expectations;

namespace KubeEdge.Testing.Tests;

public sealed class StoreExpectationsTests : IAsyncLifetime
{
    private static readonly ResourceKey _key = new(string.Empty, "configmaps", "default", "demo");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-expectations-");
    private IMetaStore? _opened;

    private IMetaStore Store => _opened ?? throw new InvalidOperationException("not open");

    public async ValueTask InitializeAsync() => _opened = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));

    [Fact]
    public async Task EventuallyHoldsAsync_ThereAlready_ReturnsIt()
    {
        await PutAsync(1, "a");

        var held = await Store.EventuallyHoldsAsync(_key, """{"data":{"k":"a"}}""");

        Assert.Equal("1", held.ResourceVersion);
    }

    [Fact]
    public async Task EventuallyHoldsAsync_ComesLater_WaitsForTheVersionThatFits()
    {
        var waiting = Store.EventuallyHoldsAsync(_key, """{"data":{"k":"b"}}""");
        await PutAsync(1, "a");
        Assert.False(waiting.IsCompleted);

        await PutAsync(2, "b");

        Assert.Equal("2", (await waiting).ResourceVersion);
    }

    [Fact]
    public async Task EventuallyHoldsAsync_SomethingElseThere_SaysWhat()
    {
        await PutAsync(1, "a");

        var failed = await Assert.ThrowsAsync<ExpectationException>(
            () => Store.EventuallyHoldsAsync(_key, """{"data":{"k":"b"}}""", TimeSpan.FromMilliseconds(1)));

        const string Start = """Not within 0.001 s: configmaps/default/demo with {"data":{"k":"b"}}; it is {""";
        Assert.StartsWith(Start, failed.Message, StringComparison.Ordinal);
        Assert.Contains("\"k\":\"a\"", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventuallyHoldsAsync_NothingThere_SaysSo()
    {
        var failed = await Assert.ThrowsAsync<ExpectationException>(
            () => Store.EventuallyHoldsAsync(_key, static _ => true, TimeSpan.FromMilliseconds(1)));

        Assert.EndsWith("there is no such object", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventuallyHoldsAsync_Cancelled_IsNoFailure()
    {
        using var giveUp = new CancellationTokenSource();
        var waiting = Store.EventuallyHoldsAsync(_key, static _ => true, cancellationToken: giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task EventuallyLacksAsync_Deleted_Completes()
    {
        await PutAsync(1, "a");
        var waiting = Store.EventuallyLacksAsync(_key);
        Assert.False(waiting.IsCompleted);

        var batch = new StoreBatch();
        batch.Delete(_key);
        await Store.CommitAsync(batch, Durability.Normal);

        await waiting;
    }

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"a":{"b":1}}""", true)]
    [InlineData("""{"a":{"b":1,"c":null}}""", false)]
    [InlineData("""{"a":{"b":2}}""", false)]
    [InlineData("""{"list":[1]}""", false)]
    [InlineData("""{"list":[1,2]}""", true)]
    [InlineData("""{"text":{}}""", false)]
    public void JsonSubset_Parts_AreFoundAtEveryDepth(string expected, bool isIn)
    {
        var actual = JsonNode.Parse("""{"a":{"b":1,"d":2},"list":[1,2],"text":"x"}""");

        Assert.Equal(isIn, JsonSubset.IsIn(JsonNode.Parse(expected), actual));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task PutAsync(ulong version, string value)
    {
        var batch = new StoreBatch();
        var metadata = $$"""{"namespace":"default","name":"demo","uid":"u","resourceVersion":"{{version}}"}""";
        var json = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{{{metadata}}},"data":{"k":"{{{value}}}"}}""";
        batch.Put(_key, "u", version, Encoding.UTF8.GetBytes(json));
        Assert.Equal(CommitStatus.Committed, (await Store.CommitAsync(batch, Durability.Normal)).Status);
    }
}
