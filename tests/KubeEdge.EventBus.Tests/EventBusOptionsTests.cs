using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Tests;

public sealed class EventBusOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheDesign()
    {
        var options = Read(_ => { });

        Assert.Equal(EventBusMode.Internal, options.Mode);
        Assert.Equal(new Uri("tcp://127.0.0.1:1884"), options.Internal.Server);
        Assert.Equal((50_000, 256L << 20), (options.Uploads.MaximumMessages, options.Uploads.MaximumBytes));
        Assert.Equal(QueueFullPolicy.Refuse, options.Uploads.WhenFull);
    }

    [Fact]
    public void Faults_AreAllNamed()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(bus =>
        {
            bus.Mode = EventBusMode.Both;
            bus.Internal.Server = new Uri("ws://127.0.0.1:1884");
            bus.External.Server = new Uri("http://127.0.0.1:1883");
            bus.External.KeyFile = "key.pem";
            bus.Internal.SessionQueueSize = 0;
            bus.MaximumSubscriptions = -1;
            bus.Uploads.MaximumMessages = 0;
            bus.Uploads.MaximumBytes = 10;
            bus.Uploads.MaximumAttempts = 0;
            bus.Uploads.MinimumAttemptTime = TimeSpan.FromDays(2);
            bus.Uploads.ConfirmationTimeout = TimeSpan.Zero;
            bus.Publishing.MaximumMessages = 0;
            bus.Publishing.MaximumBytes = 0;
            bus.Publishing.AcknowledgeTimeout = TimeSpan.Zero;
            bus.TwinTimeout = TimeSpan.FromHours(1);
        }));

        Assert.Equal(14, wrong.Failures.Count());
    }

    [Fact]
    public void SessionQueue_LongerThanTheBrokerCanHave_IsAFault()
    {
        Assert.Equal(60_000, Read(bus => bus.Internal.SessionQueueSize = 60_000).Internal.SessionQueueSize);

        var wrong = Assert.Throws<OptionsValidationException>(() => Read(bus => bus.Internal.SessionQueueSize = 60_001));

        Assert.Contains("between 1 and 60000", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssl://127.0.0.1:1884", "own.pem", "own.key", "ca.pem", true)]
    [InlineData("mqtts://127.0.0.1:1884", "own.pem", "own.key", null, true)]
    [InlineData("ssl://127.0.0.1:1884", "own.pem", null, null, false)]
    [InlineData("ssl://127.0.0.1:1884", null, null, null, false)]
    [InlineData("tcp://127.0.0.1:1884", "own.pem", "own.key", null, false)]
    [InlineData("tcp://127.0.0.1:1884", null, null, "ca.pem", false)]
    public void FilesOfTheListener_AndItsAddress_BelongTogether(string server, string? certificate, string? key, string? ca, bool isValid)
    {
        Exception? fault = Record.Exception(() => Read(bus =>
        {
            bus.Internal.Server = new Uri(server);
            (bus.Internal.CertificateFile, bus.Internal.KeyFile, bus.Internal.ClientCaFile) = (certificate, key, ca);
        }));

        Assert.Equal(isValid, fault is null);
    }

    private static EventBusOptions Read(Action<EventBusOptions> configure)
    {
        using var services = new ServiceCollection().AddEventBus(configure).AddEventBus().BuildServiceProvider();
        return services.GetRequiredService<IOptions<EventBusOptions>>().Value;
    }
}
