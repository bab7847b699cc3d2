using KubeEdge.ApiServer.Tests.Support;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.ApiServer.Tests;

public sealed class ApiServerServiceCollectionExtensionsTests
{
    [Fact]
    public async Task AddApiServer_Twice_RunsOneServerWithTheHost()
    {
        var folder = Directory.CreateTempSubdirectory("kubeedge-api-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(await MetaStoreFile.OpenAsync(Path.Combine(folder, "store.db")));
        builder.Services.AddApiServer();
        builder.Services.AddApiServer(options => options.KubeconfigPath = Path.Combine(folder, "kubeconfig"));
        using (var host = builder.Build())
        {
            await host.StartAsync().WaitAsync(TestServer.Patience);
            Assert.NotNull(host.Services.GetRequiredService<IApiServer>().Address);
            Assert.Single(host.Services.GetServices<IHostedService>());
            Assert.True(File.Exists(Path.Combine(folder, "kubeconfig")));
            await host.StopAsync().WaitAsync(TestServer.Patience);
        }

        Directory.Delete(folder, recursive: true);
    }
}
