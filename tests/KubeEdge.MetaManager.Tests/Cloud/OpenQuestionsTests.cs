using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Tests.Cloud;

public sealed class OpenQuestionsTests : IAsyncLifetime
{
    private static readonly ResourceKey _key = new(string.Empty, "configmaps", "default", "a");
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;
    private readonly OpenQuestions _questions = new();
    private IMetaStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await MetaStoreFile.OpenAsync(Path.Combine(_folder, "edge.db"));

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Submit_PushSinceTheQuestion_IsNothing()
    {
        var question = _questions.Begin(_key);
        _questions.Overtake(_key);

        Assert.Null(_questions.Submit(question, _store, new StoreBatch()));
    }

    [Fact]
    public async Task Submit_PushOfAnotherObject_IsCommitted()
    {
        var question = _questions.Begin(_key);
        _questions.Overtake(_key with { Name = "b" });

        Assert.Equal(CommitStatus.Committed, (await _questions.Submit(question, _store, Put())!).Status);
    }

    [Fact]
    public async Task Submit_PushBeforeTheQuestion_IsCommitted()
    {
        _questions.Overtake(_key);
        var question = _questions.Begin(_key);

        Assert.Equal(CommitStatus.Committed, (await _questions.Submit(question, _store, Put())!).Status);
    }

    [Fact]
    public async Task End_OneOfTwo_TheOtherIsStillOvertaken()
    {
        var first = _questions.Begin(_key);
        var second = _questions.Begin(_key);
        _questions.End(first);
        _questions.End(first);
        _questions.Overtake(_key);

        Assert.Null(_questions.Submit(second, _store, new StoreBatch()));
        _questions.End(second);
        Assert.Equal(CommitStatus.Committed, (await _questions.Submit(_questions.Begin(_key), _store, Put())!).Status);
    }

    [Fact]
    public void IsBeingStored_OnlyTheVeryAnswerAndOnlyUntilItIs()
    {
        var answer = MessageId.New();
        var question = _questions.Begin(_key);
        Assert.False(_questions.IsBeingStored(_key, answer));

        _questions.Answered(question, answer);
        Assert.True(_questions.IsBeingStored(_key, answer));
        Assert.False(_questions.IsBeingStored(_key, MessageId.New()));
        Assert.False(_questions.IsBeingStored(_key with { Name = "b" }, answer));

        _questions.End(question);
        Assert.False(_questions.IsBeingStored(_key, answer));
    }

    private static StoreBatch Put()
    {
        var batch = new StoreBatch();
        batch.Put(_key, "u", 1, "{}"u8.ToArray());
        return batch;
    }
}
