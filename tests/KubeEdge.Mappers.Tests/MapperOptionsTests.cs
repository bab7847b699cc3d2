using KubeEdge.Mappers.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.Mappers.Tests;

public sealed class MapperOptionsTests
{
    [Fact]
    public void Defaults_AreTheOriginalsPlaces()
    {
        var options = Options(one => one.Protocol = "modbus");

        Assert.Equal(
            ("fakedriver", "/etc/kubeedge/dmi.sock", "/etc/kubeedge/modbus.sock"), (options.Name, options.EdgeSocket, options.Socket));
    }

    [Fact]
    public void Faults_AreAllNamed()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Options(one =>
        {
            one.EdgeSocket = "dmi.sock";
            one.OperationTimeout = TimeSpan.Zero;
            one.MaximumDevices = 0;
            one.CycleUnit = (CycleUnit)9;
        }));

        foreach (var named in new[] { "Protocol", "EdgeSocket", "OperationTimeout", "MaximumDevices", "CycleUnit" })
        {
            Assert.Contains(failure.Failures, fault => fault.Contains($": {named} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void AddMapper_Twice_IsOneMapperWithBothConfigurations()
    {
        var services = new ServiceCollection();
        services.AddMapper<FakeDriver>(one => one.Protocol = "fake").AddMapper<FakeDriver>(one => one.Name = "second");
        using var provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Equal(("second", "fake"), (provider.GetRequiredService<IMapperState>().Name, provider.GetRequiredService<IMapperState>().Protocol));
    }

    private static MapperOptions Options(Action<MapperOptions> configure)
    {
        using var provider = new ServiceCollection().AddMapper<FakeDriver>(configure).BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<MapperOptions>>().Get(nameof(FakeDriver));
    }
}
