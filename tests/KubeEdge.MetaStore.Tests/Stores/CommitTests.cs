namespace KubeEdge.MetaStore.Tests.Stores;

public sealed class CommitTests
{
    [Fact]
    public async Task CommitAsync_Put_IsReadBackAndSurvivesReopening()
    {
        using var folder = new StoreFolder();
        long revision;
        await using (var store = await folder.OpenAsync())
        {
            var result = await store.CommitAsync(StoreFolder.Put("demo", 7), Durability.Full).Soon();
            Assert.Equal(CommitStatus.Committed, result.Status);
            Assert.Equal(1, result.Applied);
            revision = result.Revision;
            var stored = await store.GetAsync(StoreFolder.Key("demo"));
            Assert.NotNull(stored);
            Assert.Equal(7UL, stored.ResourceVersion);
            Assert.Equal(revision, stored.Revision);
            Assert.True(StoreFolder.Json("demo").Span.SequenceEqual(stored.Json.Span));
        }

        await using var again = await folder.OpenAsync();
        Assert.Equal(revision, again.Revision);
        var kept = await again.GetAsync(StoreFolder.Key("demo"));
        Assert.NotNull(kept);
        Assert.Equal("uid-demo", kept.Uid);
        Assert.Null(await again.GetAsync(StoreFolder.Key("other")));
    }

    [Fact]
    public async Task CommitAsync_ExpectedRevisionDiffers_ConflictsAndLeavesNoTrace()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var first = await store.CommitAsync(StoreFolder.Put("a"), Durability.Normal).Soon();
        var batch = new StoreBatch();
        batch.Put(StoreFolder.Key("b"), "u", 1, StoreFolder.Json("b"));
        batch.Put(StoreFolder.Key("a"), "u", 2, StoreFolder.Json("a"), new PutOptions { ExpectedRevision = 0 });

        var result = await store.CommitAsync(batch, Durability.Normal).Soon();

        Assert.Equal(CommitStatus.Conflict, result.Status);
        Assert.Equal(StoreFolder.Key("a"), result.ConflictKey);
        Assert.Null(await store.GetAsync(StoreFolder.Key("b")));
        Assert.Equal(first.Revision, store.Revision);
    }

    [Fact]
    public async Task CommitAsync_NewerOnly_NeverGoesBack()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var newer = new PutOptions { NewerOnly = true };
        await store.CommitAsync(StoreFolder.Put("a", 5, "five", newer), Durability.Normal).Soon();

        var late = await store.CommitAsync(StoreFolder.Put("a", 4, "four", newer), Durability.Normal).Soon();
        var same = await store.CommitAsync(StoreFolder.Put("a", 5, "again", newer), Durability.Full).Soon();

        Assert.Equal((CommitStatus.Committed, 0, 1), (late.Status, late.Applied, late.Skipped));
        Assert.Equal((CommitStatus.Committed, 0, 1), (same.Status, same.Applied, same.Skipped));
        Assert.Equal(5UL, (await store.GetAsync(StoreFolder.Key("a")))!.ResourceVersion);
    }

    [Theory]
    [InlineData(ObjectOrigin.Cached, ObjectOrigin.Desired, ObjectOrigin.Desired)]
    [InlineData(ObjectOrigin.Local, ObjectOrigin.Desired, ObjectOrigin.Desired)]
    [InlineData(ObjectOrigin.Desired, ObjectOrigin.Cached, ObjectOrigin.Desired)]
    [InlineData(ObjectOrigin.Cached, ObjectOrigin.Cached, ObjectOrigin.Cached)]
    public async Task CommitAsync_NewerOnlySameVersion_TurnsACopyIntoADesiredObjectAndNeverBack(
        ObjectOrigin first, ObjectOrigin then, ObjectOrigin expected)
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var copied = new PutOptions { Origin = first, Lifetime = TimeSpan.FromDays(1) };
        await store.CommitAsync(StoreFolder.Put("a", 5, options: copied), Durability.Normal).Soon();

        var result = await store.CommitAsync(
            StoreFolder.Put("a", 5, options: new PutOptions { Origin = then, NewerOnly = true }), Durability.Normal).Soon();

        Assert.Equal(first == expected ? 1 : 0, result.Skipped);
        Assert.Equal(expected, (await store.GetAsync(StoreFolder.Key("a")))!.Origin);
    }

    [Fact]
    public async Task CommitAsync_Render_GetsTheRevision()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var batch = new StoreBatch();
        long seen = 0;
        batch.Put(StoreFolder.Key("a"), "u", revision => { seen = revision; return StoreFolder.Json("a"); });

        var result = await store.CommitAsync(batch, Durability.Normal).Soon();

        Assert.Equal(result.Revision, seen);
        Assert.Equal((ulong)seen, (await store.GetAsync(StoreFolder.Key("a")))!.ResourceVersion);
    }

    [Fact]
    public async Task CommitAsync_RenderThrows_OnlyThatBatchFails()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var batch = new StoreBatch();
        batch.Put(StoreFolder.Key("b"), "u", 1, StoreFolder.Json("b"));
        batch.Put(StoreFolder.Key("a"), "u", _ => throw new InvalidOperationException("mine"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CommitAsync(batch, Durability.Normal).Soon());

        Assert.Null(await store.GetAsync(StoreFolder.Key("b")));
        Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(StoreFolder.Put("c"), Durability.Full).Soon()).Status);
    }

    [Fact]
    public async Task CommitAsync_AfterDispose_SaysClosed()
    {
        using var folder = new StoreFolder();
        var store = await folder.OpenAsync();
        await store.DisposeAsync();
        Assert.Equal(CommitStatus.Closed, (await store.CommitAsync(StoreFolder.Put("c"), Durability.Full).Soon()).Status);
        Assert.Equal(StoreStatus.Closed, store.Health.Status);
    }
}
