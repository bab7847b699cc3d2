using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.ApiServer.Tests;

public sealed class ApiServerHostTests
{
    [Fact]
    public async Task StartAsync_EmptyStore_MakesTheFirstNamespaces()
    {
        await using var server = await TestServer.StartAsync();

        var list = (await server.GetAsync("/api/v1/namespaces")).Expect(200);

        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], list.Names);
    }

    [Fact]
    public async Task StartAsync_Kubeconfig_NamesTheServer()
    {
        await using var server = await TestServer.StartAsync();

        var text = await File.ReadAllTextAsync(server.Kubeconfig);

        Assert.Contains($"server: {server.Address.ToString().TrimEnd('/')}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_AndStartAgain_KeepsObjects()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-api-").FullName;
        try
        {
            string version;
            var path = Path.Combine(folder, "store.db");
            await using (var first = await TestServer.StartAsync(store: await MetaStoreFile.OpenAsync(path)))
            {
                version = (await first.CreateConfigMapAsync("kept", ""","data":{"a":"1"}"""))["metadata"]?["resourceVersion"]?.GetValue<string>() ?? string.Empty;
            }

            await using var second = await TestServer.StartAsync(store: await MetaStoreFile.OpenAsync(path));
            Assert.Equal(version, (await second.GetAsync("/api/v1/namespaces/default/configmaps/kept")).Expect(200).Version);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("0.0.0.0", 0, "loopback")]
    [InlineData("localhost", 0, "IP address")]
    [InlineData("127.0.0.1", -1, "Port")]
    public async Task StartAsync_WrongOptions_NamesThem(string address, int port, string named)
    {
        await using var server = await TestServer.StartAsync();
        var options = new ApiServerOptions { Address = address, Port = port };

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(
            () => ApiServerHost.StartAsync(server.Store, options, NullLoggerFactory.Instance));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }
}
