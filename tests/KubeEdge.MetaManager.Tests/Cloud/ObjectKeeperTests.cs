using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Tests.Cloud;

public sealed class ObjectKeeperTests : IAsyncLifetime
{
    private static readonly ResourceKey _key = new(string.Empty, "configmaps", "default", "a");
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;
    private readonly ManualTimeProvider _clock = new();
    private readonly OpenQuestions _questions = new();
    private readonly HeldObjects _held = new();
    private GatedStore _store = null!;
    private PrefetchRecords _records = null!;
    private ObjectKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new GatedStore(await MetaStoreFile.OpenAsync(new MetaStoreOptions { Path = Path.Combine(_folder, "edge.db") }, timeProvider: _clock));
        _records = new PrefetchRecords(_store);
        _keeper = new ObjectKeeper(
            _store, new WireTypes(ResourceTable.Default), _questions, _held, _records, Options.Create(new MetaManagerOptions()));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(nameof(Keeping.Copy), true)]
    [InlineData(nameof(Keeping.Insert), true)]
    [InlineData(nameof(Keeping.Newer), false)]
    [InlineData(nameof(Keeping.Late), false)]
    public async Task KeepAsync_NothingStored_DependsOnWhatWasAsked(string keeping, bool stores)
    {
        Assert.True(await KeepAsync(5, Enum.Parse<Keeping>(keeping)));

        Assert.Equal(stores ? ObjectOrigin.Cached : null, (await GetAsync())?.Origin);
    }

    [Theory]
    [InlineData(nameof(Keeping.Copy), ObjectOrigin.Cached, true)]
    [InlineData(nameof(Keeping.Copy), ObjectOrigin.Local, true)]
    [InlineData(nameof(Keeping.Copy), ObjectOrigin.Desired, false)]
    [InlineData(nameof(Keeping.Insert), ObjectOrigin.Cached, false)]
    [InlineData(nameof(Keeping.Newer), ObjectOrigin.Cached, false)]
    [InlineData(nameof(Keeping.Late), ObjectOrigin.Cached, false)]
    public async Task KeepAsync_NotFound_TakesWhatAQuestionBrought(string keeping, ObjectOrigin origin, bool removes)
    {
        await PutAsync(5, origin);
        var answer = new CloudAnswer(CloudAnswerKind.NotFound);

        Assert.True(await _keeper.KeepAsync(_questions.Begin(_key), answer, Enum.Parse<Keeping>(keeping)));
        Assert.Equal(removes, await GetAsync() is null);
    }

    [Theory]
    [InlineData(nameof(CloudAnswerKind.Unanswered))]
    [InlineData(nameof(CloudAnswerKind.Other))]
    [InlineData(nameof(CloudAnswerKind.Refused))]
    [InlineData(nameof(CloudAnswerKind.Failure))]
    public async Task KeepAsync_NoObject_LeavesTheStoreAlone(string kind)
    {
        await PutAsync(5, ObjectOrigin.Cached);
        Assert.True(await _keeper.KeepAsync(_questions.Begin(_key), new CloudAnswer(Enum.Parse<CloudAnswerKind>(kind)), Keeping.Copy));

        Assert.Equal(5UL, (await GetAsync())!.ResourceVersion);
    }

    [Theory]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"other","namespace":"default","uid":"u","resourceVersion":"7"}}""")]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"other","uid":"u","resourceVersion":"7"}}""")]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"default","uid":"u","resourceVersion":"x"}}""")]
    [InlineData("""{"kind":"ConfigMap","apiVersion":"v1"}""")]
    [InlineData("{}")]
    public async Task KeepAsync_NotTheObjectAskedFor_IsNotStored(string json)
    {
        Assert.True(await _keeper.KeepAsync(_questions.Begin(_key), AnswerOf(json), Keeping.Copy));

        Assert.Equal(0, _store.Submitted);
    }

    [Theory]
    [InlineData(ObjectOrigin.Desired)]
    [InlineData(ObjectOrigin.Cached)]
    public async Task KeepAsync_NewerThanStored_ReplacesAndStaysWhatItIs(ObjectOrigin origin)
    {
        await PutAsync(5, origin);
        await KeepAsync(7);
        await KeepAsync(6);

        var stored = await GetAsync();
        Assert.Equal((7UL, origin), (stored!.ResourceVersion, stored.Origin));
    }

    [Fact]
    public async Task KeepAsync_NobodyNeedsIt_EndsWithItsLifetimeUnlessAskedForAgain()
    {
        await KeepAsync(5);
        await PassAsync(TimeSpan.FromHours(23));
        await KeepAsync(5);
        await PassAsync(TimeSpan.FromHours(23));
        Assert.NotNull(await GetAsync());

        await PassAsync(TimeSpan.FromHours(1));
        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task KeepAsync_APodNamesIt_StaysAndIsRecorded()
    {
        _held.Add(_key);
        await KeepAsync(5);
        await PassAsync(TimeSpan.FromDays(3));

        Assert.NotNull(await GetAsync());
        Assert.Equal([_key], await RecordedAsync());
        var submitted = _store.Submitted;
        await KeepAsync(5);
        Assert.Equal(submitted, _store.Submitted);
    }

    [Fact]
    public async Task KeepAsync_NoPodNamesItAnyMore_HasALifetimeAndNoRecord()
    {
        _held.Add(_key);
        await KeepAsync(5);
        _held.Remove(_key);
        await KeepAsync(5);

        Assert.Empty(await RecordedAsync());
        await PassAsync(TimeSpan.FromHours(25));
        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task KeepAsync_CopyWithALifetimeAndAPodNamesItNow_LosesItsLifetime()
    {
        await KeepAsync(5);
        _held.Add(_key);
        await KeepAsync(5);
        await PassAsync(TimeSpan.FromHours(25));

        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task KeepAsync_DiskDoesNotTakeIt_IsSaidAndNotRecorded()
    {
        _held.Add(_key);
        _store.Refuse = CommitStatus.Unavailable;
        Assert.False(await KeepAsync(5));
        Assert.False(_records.Contains(_key));

        _store.Refuse = null;
        Assert.True(await KeepAsync(5));
        Assert.True(_records.Contains(_key));
    }

    [Fact]
    public async Task KeepAsync_RowKeepsChanging_LeavesItToThePushes()
    {
        _store.Refuse = CommitStatus.Conflict;

        Assert.True(await KeepAsync(5));
        Assert.Equal(3, _store.Submitted);
    }

    [Fact]
    public async Task KeepAsync_PushSinceTheQuestion_IsNothing()
    {
        var question = _questions.Begin(_key);
        _questions.Overtake(_key);

        Assert.True(await _keeper.KeepAsync(question, AnswerOf(Messages.ConfigMap("a", "u", 5)), Keeping.Copy));
        Assert.Null(await GetAsync());
    }

    private static CloudAnswer AnswerOf(string json) => CloudAnswer.Read(
        new CloudReply(CloudReplyStatus.Answered, Messages.Push(Operations.Response, "default/configmap/a", json)), default);

    private async Task<bool> KeepAsync(int version, Keeping keeping = Keeping.Copy)
    {
        var question = _questions.Begin(_key);
        var kept = await _keeper.KeepAsync(question, AnswerOf(Messages.ConfigMap("a", "u", version)), keeping);
        _questions.End(question);
        return kept;
    }

    private async Task PutAsync(int version, ObjectOrigin origin)
    {
        var batch = new StoreBatch();
        batch.Put(
            _key, "u", (ulong)version, System.Text.Encoding.UTF8.GetBytes(Messages.ConfigMap("a", "u", version)), new PutOptions { Origin = origin });
        Assert.Equal(CommitStatus.Committed, (await _store.CommitAsync(batch, Durability.Full)).Status);
    }

    private Task PassAsync(TimeSpan time) => Lifetimes.PassAsync(_store, _clock, time);

    private async Task<StoredObject?> GetAsync() => await _store.GetAsync(_key);

    // As the next run of the process reads them.
    private async Task<ICollection<ResourceKey>> RecordedAsync()
    {
        var records = new PrefetchRecords(_store);
        await records.LoadAsync(CancellationToken.None);
        return records.Keys;
    }
}
