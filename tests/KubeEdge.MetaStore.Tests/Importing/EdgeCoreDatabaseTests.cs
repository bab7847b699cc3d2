using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore.Importing;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Importing;

public sealed class EdgeCoreDatabaseTests
{
    private const string Pod =
        """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-0","namespace":"default","uid":"u-1","resourceVersion":"101"},"spec":{"nodeName":"edge-1"}}""";

    private const string BareConfigMap =
        """{"metadata":{"name":"cfg","namespace":"default","uid":"u-2","resourceVersion":"90"},"data":{"k":"größe"}}""";

    private static readonly ResourceKey _pod = new(string.Empty, "pods", "default", "web-0");
    private static readonly ResourceKey _configMap = new(string.Empty, "configmaps", "default", "cfg");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_OfEitherGeneration_BringsObjectsInTheirVersions(bool currentRelease)
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder, currentRelease))
        {
            original.Meta("default/pod/web-0", "pod", Pod)
                .Meta("default/configmap/cfg", "configmap", BareConfigMap)
                .Meta("null/node/edge-1", "node", """{"kind":"Node","apiVersion":"v1","metadata":{"name":"edge-1","uid":"u-3","resourceVersion":"7"}}""")
                .MetaV2("/core/v1/pods/default/web-0", Pod)
                .MetaV2("/apps/v1/deployments/default/d", """{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","namespace":"default","resourceVersion":"44"}}""");
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Empty(report.Problems);
        Assert.Equal((4, 1, 0), (report.Imported, report.Present, report.LeftBehind));
        var pod = await store.GetAsync(_pod, TestContext.Current.CancellationToken).Soon();
        Assert.Equal((Pod, 101UL, "u-1", ObjectOrigin.Desired), (Text(pod), pod?.ResourceVersion ?? 0, pod?.Uid ?? string.Empty, pod?.Origin));
        var configMap = KubeObject.Parse((await store.GetAsync(_configMap, TestContext.Current.CancellationToken).Soon())?.Json ?? default);
        Assert.Equal(("v1", "ConfigMap", "größe"), (configMap.ApiVersion, configMap.Kind, (string?)configMap.ToNode()["data"]?["k"]));
        var deployment = await store.GetAsync(new ResourceKey("apps", "deployments", "default", "d"), TestContext.Current.CancellationToken).Soon();
        Assert.Equal(ObjectOrigin.Cached, deployment?.Origin);
        Assert.NotNull(await store.GetAsync(new ResourceKey(string.Empty, "nodes", null, "edge-1"), TestContext.Current.CancellationToken).Soon());
    }

    [Fact]
    public async Task Import_PoisonedAndTransientRows_AreNamedOrLeftBehind()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            original.Meta("default/secret/gone", "secret", """{"ErrStatus":{"status":"Failure","reason":"NotFound","code":404}}""")
                .Meta("default/configmap/broken", "configmap", "{\"metadata\":")
                .Meta("default/configmap/twice", "configmap", """{"metadata":{"name":"a"},"metadata":{"name":"b"}}""")
                .Meta("default/configmap/other", "configmap", BareConfigMap)
                .Meta("default/configmap/unversioned", "configmap", """{"metadata":{"name":"unversioned","resourceVersion":"soon"}}""")
                .Meta("default/podpatch/web-0", "podpatch", """{"metadata":{"uid":"u-1"}}""")
                .Meta("kube-node-lease/lease/edge-1", "lease", "{}")
                .Meta("\"default\"/\"default\"/[]string(nil)/3607", "serviceaccounttoken", "{}")
                .MetaV2("/version", "{}")
                .MetaV2("/core/v1/pods/default/null", "{}");
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Equal((0, 0, 5), (report.Imported, report.Present, report.LeftBehind));
        Assert.Equal(
            ["default/configmap/broken", "default/configmap/other", "default/configmap/twice", "default/configmap/unversioned", "default/secret/gone"],
            report.Problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
        Assert.All(report.Problems, problem => Assert.NotEmpty(problem.Reason));
        Assert.Equal(0, store.Revision);
    }

    [Fact]
    public async Task Import_RegisteredMappers_AreNamedAndLeftBehind()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            original.Meta("node/nodeID/namespace/devicemapper/modbus", "devicemapper", """{"name":"modbus","protocol":"modbus-tcp"}""")
                .Meta("node/nodeID/namespace/devicemapper/camera", "devicemapper", "");
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(["camera", "modbus"], report.Mappers.Order(StringComparer.Ordinal));
        Assert.Equal((0, 2, 0), (report.Imported, report.LeftBehind, report.Problems.Count));
    }

    [Fact]
    public async Task Import_Repeated_TakesNothingBack()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            original.Meta("default/pod/web-0", "pod", Pod).Meta("default/configmap/cfg", "configmap", BareConfigMap);
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();
        var newer = new StoreBatch();
        newer.Put(_pod, "u-1", 102, Encoding.UTF8.GetBytes(Pod.Replace("101", "102", StringComparison.Ordinal)));
        await store.CommitAsync(newer, Durability.Normal, TestContext.Current.CancellationToken).Soon();

        var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Equal((0, 2), (report.Imported, report.Present));
        Assert.Equal(102UL, (await store.GetAsync(_pod, TestContext.Current.CancellationToken).Soon())?.ResourceVersion);
    }

    [Fact]
    public async Task Import_ManyAndOneTooLarge_BringsAllOthers()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            for (var i = 0; i < 300; i++)
            {
                original.Meta($"default/configmap/c{i}", "configmap", $$$"""{"metadata":{"name":"c{{{i}}}","resourceVersion":"{{{i + 1}}}"}}""");
            }

            var large = new string('x', 9 << 20);
            original.Meta("default/configmap/large", "configmap", $$$"""{"metadata":{"name":"large","resourceVersion":"1"},"data":{"x":"{{{large}}}"}}""");
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(300, report.Imported);
        Assert.Equal("default/configmap/large", Assert.Single(report.Problems).Key);
    }

    [Fact]
    public async Task Import_SubscribedTopics_AreThereForWhoServesMqtt()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            original.Topic("default/+/w").Topic("a/größe");
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        for (var repeated = 0; repeated < 2; repeated++)
        {
            var report = await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

            Assert.Equal((2, 0), (report.Topics, report.Problems.Count));
            var topics = new List<string>();
            await foreach (var (topic, _) in store.Records(EdgeCoreDatabase.SubscribedTopics, ImportingJson.Default.ImportedTopic)
                .ListAsync(TestContext.Current.CancellationToken))
            {
                topics.Add(topic);
            }

            Assert.Equal(["a/größe", "default/+/w"], topics);
        }
    }

    [Fact]
    public async Task Import_LeavesTheOriginalAsItWas()
    {
        using var folder = new StoreFolder();
        using (var original = new OriginalDatabase(folder.Folder))
        {
            original.Meta("default/pod/web-0", "pod", Pod);
        }

        var before = await File.ReadAllBytesAsync(Original(folder), TestContext.Current.CancellationToken);
        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        await EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon();

        Assert.Equal(before, await File.ReadAllBytesAsync(Original(folder), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("text")]
    [InlineData("cut")]
    public async Task Import_OfWhatIsNoDatabase_SaysSoAndChangesNothing(string damage)
    {
        using var folder = new StoreFolder();
        if (damage != "missing")
        {
            using (var original = new OriginalDatabase(folder.Folder))
            {
                original.Meta("default/pod/web-0", "pod", Pod);
            }

            var bytes = damage == "text"
                ? Encoding.UTF8.GetBytes(new string('t', 9000))
                : (await File.ReadAllBytesAsync(Original(folder), TestContext.Current.CancellationToken))[..9000];
            await File.WriteAllBytesAsync(Original(folder), bytes, TestContext.Current.CancellationToken);
        }

        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        var error = await Assert.ThrowsAsync<MetaStoreException>(
            () => EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon());

        Assert.StartsWith(Original(folder), error.Message, StringComparison.Ordinal);
        Assert.Equal(0, store.Revision);
    }

    [Fact]
    public async Task Import_TablesOfSomebodyElse_SaysSo()
    {
        using var folder = new StoreFolder();
        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        using (var other = SqliteDatabase.Open(Original(folder), 0))
        {
            other.Execute("CREATE TABLE meta (id int, author text)");
        }

        var error = await Assert.ThrowsAsync<MetaStoreException>(
            () => EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon());

        Assert.Equal((StoreOpenFailure.NotAStore, Original(folder)), (error.Failure, error.Path));
    }

    [Fact]
    public async Task Import_FileThatCannotBeCopied_SaysSo()
    {
        using var folder = new StoreFolder();
        await using var store = await MetaStoreFile.OpenAsync(folder.File, TestContext.Current.CancellationToken).Soon();
        await using var taken = new FileStream(Original(folder), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        var error = await Assert.ThrowsAsync<MetaStoreException>(
            () => EdgeCoreDatabase.ImportAsync(Original(folder), store, null, TestContext.Current.CancellationToken).Soon());

        Assert.Equal((StoreOpenFailure.InputOutput, Original(folder)), (error.Failure, error.Path));
    }

    private static string Original(StoreFolder folder) => Path.Combine(folder.Folder, "edgecore.db");

    private static string Text(StoredObject? found) => found is null ? string.Empty : Encoding.UTF8.GetString(found.Json.Span);
}
