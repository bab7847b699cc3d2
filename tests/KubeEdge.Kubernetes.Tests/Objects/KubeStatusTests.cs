using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Objects;

public sealed class KubeStatusTests
{
    public static TheoryData<string, int, string, string> Texts()
    {
        var data = new TheoryData<string, int, string, string>();
        void Add(KubeStatus status, int code, string reason, string message) => data.Add(Sample.Text(status.ToJson()), code, reason, message);

        Add(KubeStatus.NotFound(Sample.ConfigMaps, "x"), 404, "NotFound", "configmaps \"x\" not found");
        Add(KubeStatus.NotFound(Sample.Leases, "x"), 404, "NotFound", "leases.coordination.k8s.io \"x\" not found");
        Add(KubeStatus.NoSuchResource(), 404, "NotFound", "the server could not find the requested resource");
        Add(KubeStatus.AlreadyExists(Sample.ConfigMaps, "c"), 409, "AlreadyExists", "configmaps \"c\" already exists");
        Add(
            KubeStatus.Conflict(Sample.ConfigMaps, "x"),
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps \"x\": the object has been modified; please apply your changes to the latest version and try again");
        Add(KubeStatus.Forbidden(Sample.ConfigMaps, "x", "no"), 403, "Forbidden", "configmaps \"x\" is forbidden: no");
        Add(KubeStatus.Forbidden(Sample.ConfigMaps, "", "no"), 403, "Forbidden", "configmaps is forbidden: no");
        Add(KubeStatus.Invalid(Sample.ConfigMaps, "x"), 422, "Invalid", "ConfigMap \"x\" is invalid");
        Add(KubeStatus.BadRequest("what"), 400, "BadRequest", "what");
        Add(KubeStatus.Unauthorized(), 401, "Unauthorized", "Unauthorized");
        Add(
            KubeStatus.MethodNotAllowed(Sample.ConfigMaps, "deletecollection"),
            405,
            "MethodNotAllowed",
            "deletecollection is not supported on resources of kind \"configmaps\"");
        Add(KubeStatus.NotAcceptable("a/b", "c/d"), 406, "NotAcceptable", "only the following media types are accepted: a/b, c/d");
        Add(
            KubeStatus.UnsupportedMediaType("application/json", "application/yaml"),
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml");
        Add(KubeStatus.TooLarge(3145728), 413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728");
        Add(KubeStatus.TooOld(1, 5), 410, "Expired", "too old resource version: 1 (5)");
        Add(KubeStatus.TooManyRequests("slow down", 1), 429, "TooManyRequests", "slow down");
        Add(KubeStatus.InternalError("boom"), 500, "InternalError", "Internal error occurred: boom");
        Add(KubeStatus.ServiceUnavailable("later", 3), 503, "ServiceUnavailable", "later");
        Add(KubeStatus.Timeout("too slow", 1), 504, "Timeout", "Timeout: too slow");
        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Factories_AnyStatus_HaveKubernetesTexts(string json, int code, string reason, string message)
    {
        var status = KubeStatus.Parse(Sample.Utf8(json));

        Assert.Equal(code, status.Code);
        Assert.Equal(reason, status.Reason);
        Assert.Equal(message, status.Message);
        Assert.False(status.IsSuccess);
    }

    [Fact]
    public void ToJson_NotFound_IsKubernetesDocument() =>
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"leases.coordination.k8s.io \"x\" not found","reason":"NotFound","details":{"name":"x","group":"coordination.k8s.io","kind":"leases"},"code":404}""",
            Sample.Text(KubeStatus.NotFound(Sample.Leases, "x").ToJson()));

    [Fact]
    public void ToJson_Deleted_IsKubernetesDocument() =>
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"raw","kind":"configmaps","uid":"u-1"}}""",
            Sample.Text(KubeStatus.Deleted(Sample.ConfigMaps, "raw", "u-1").ToJson()));

    [Fact]
    public void ToJson_Expired_IsWhatARealWatchSends() =>
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (7)","reason":"Expired","code":410}""",
            Sample.Text(KubeStatus.TooOld(1, 7).ToJson()));

    [Fact]
    public void Invalid_Causes_AreInTextAndDetails()
    {
        var one = new KubeStatusCause("FieldValueRequired", "Required value: name or generateName is required", "metadata.name");
        var two = new KubeStatusCause("FieldValueInvalid", "Invalid value: \"X\": no", "metadata.labels");

        Assert.Equal(
            "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
            KubeStatus.Invalid(Sample.ConfigMaps, "", one).Message);
        var both = KubeStatus.Parse(KubeStatus.Invalid(Sample.Leases, "x", one, two).ToJson());
        Assert.Equal(
            "Lease.coordination.k8s.io \"x\" is invalid: [metadata.name: Required value: name or generateName is required, metadata.labels: Invalid value: \"X\": no]",
            both.Message);
        Assert.Equal("Lease", both.Details?.Kind);
        Assert.Equal([one, two], both.Details?.Causes);
    }

    [Fact]
    public void Parse_RetryAfter_IsATime()
    {
        var status = KubeStatus.Parse(KubeStatus.ServiceUnavailable("later", 3).ToJson());

        Assert.Equal(TimeSpan.FromSeconds(3), status.RetryAfter);
        Assert.Null(KubeStatus.BadRequest("x").RetryAfter);
        Assert.Equal("503 ServiceUnavailable: later", status.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"ConfigMap\"}")]
    [InlineData("{\"kind\":\"Status\"")]
    [InlineData("{\"kind\":\"Status\",\"message\":\"\\ud800\"}")]
    public void TryParse_NoStatus_IsRefused(string text) => Assert.False(KubeStatus.TryParse(Sample.Utf8(text), out _));

    [Fact]
    public void TryParse_WrongMemberTypes_AreIgnored()
    {
        Assert.True(KubeStatus.TryParse(Sample.Utf8("""{"kind":"Status","code":"x","reason":5,"message":null,"details":[1]}"""), out var status));
        Assert.Equal(0, status.Code);
        Assert.Equal("", status.Reason);
        Assert.Null(status.Details);
    }

    [Fact]
    public void Parse_NoStatus_Throws() => Assert.Throws<FormatException>(() => KubeStatus.Parse(Sample.Utf8("{}")));

    [Fact]
    public void Unreachable_IsMarked()
    {
        Assert.True(KubeStatus.Unreachable("x").IsUnreachable);
        Assert.True(KubeStatus.Expired("x").IsExpired);
        Assert.False(KubeStatus.BadRequest("x").IsExpired);
    }
}
