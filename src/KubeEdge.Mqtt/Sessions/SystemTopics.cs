using System.Globalization;
using System.Reflection;
using System.Text;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>
/// The broker's figures under <c>$SYS/broker</c>, retained. Brought up to date at an interval; messages go out only while somebody
/// subscribes to them.
/// </summary>
internal sealed class SystemTopics(
    TimeSpan interval, SessionContext context, MessageRouter router, SessionRegistry sessions, Func<int> connections) : IDisposable
{
    private readonly DateTimeOffset _started = context.Time.GetUtcNow();
    private ITimer? _timer;

    public void Start()
    {
        if (interval > TimeSpan.Zero)
        {
            Publish();
            _timer = context.Time.CreateTimer(static state => (state as SystemTopics)?.Publish(), this, interval, interval);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Publish()
    {
        var version = typeof(SystemTopics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Publish("version", $"KubeEdge.Mqtt {version}");
        Publish("uptime", $"{(long)(context.Time.GetUtcNow() - _started).TotalSeconds} seconds");
        Publish("clients/connected", connections());
        Publish("clients/total", sessions.Count);
        Publish("subscriptions/count", context.Tree.Count);
        Publish("retained messages/count", context.Retained.Count);
        Publish("store/messages/bytes", context.Retained.Bytes);
        Publish("messages/received", context.Metrics.TotalPublished);
        Publish("messages/sent", context.Metrics.TotalDelivered);
    }

    private void Publish(string name, long value) => Publish(name, value.ToString(CultureInfo.InvariantCulture));

    private void Publish(string name, string value)
    {
        var message = new MqttMessage { Topic = $"$SYS/broker/{name}", Payload = Encoding.UTF8.GetBytes(value), Retain = true };
        router.PublishOwn(new RoutedMessage(message, publisher: null, context.Time.GetUtcNow()));
    }
}
