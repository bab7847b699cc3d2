using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Fuzz;

/// <summary>Whatever is sent: an answer comes, errors are Status documents, and nothing is the server's fault.</summary>
public sealed class RequestFuzzTests(ITestOutputHelper output)
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    private static readonly string[] _words =
    [
        "api", "apis", "v1", "namespaces", "default", "configmaps", "pods", "status", "watch", "a", "..", "%2e%2e", "%00", "ü", "apps", "leases",
        "coordination.k8s.io", "openapi", "v2", "healthz", "version", "finalize", "x".PadRight(300, 'x'), "%ff", " ", "*",
    ];

    private static readonly string[] _queries =
    [
        "limit=1", "limit=-5", "limit=99999999999", "continue=%00", "continue=eyJ2IjoxfQ", "labelSelector=%00", "labelSelector=a%3Db%2C%2C", "fieldSelector=%3D",
        "resourceVersion=18446744073709551615", "resourceVersion=-1", "resourceVersionMatch=Exact", "timeoutSeconds=1", "dryRun=x", "pretty=true", "fieldValidation=Strict",
        "includeObject=x", "sendInitialEvents=true", "gracePeriodSeconds=x",
    ];

    private static readonly string[] _accepts =
    [
        "application/json", "", "*/*", "application/json;as=Table;v=v1;g=meta.k8s.io", "a/b", ";;;", ",,,", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
    ];

    private static readonly string[] _methods = ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "BOGUS"];

    [Fact]
    public async Task Paths_AnyText_GetAProperAnswer()
    {
        var random = Seed(20261121);
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a");
        for (var round = 0; round < 600; round++)
        {
            var path = "/" + string.Join('/', Pick(random, _words, random.Next(1, 8))) + "?" + string.Join('&', Pick(random, _queries, random.Next(0, 3)));
            var method = Pick(random, _methods, 1)[0];
            var answer = await server.SendAsync(new HttpMethod(method), path, method is "GET" or "HEAD" ? null : "{}", accept: Pick(random, _accepts, 1)[0]);

            CheckAnswer(answer, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Bodies_Damaged_GetAProperAnswer()
    {
        var random = Seed(7);
        await using var server = await TestServer.StartAsync();
        var good = Encoding.UTF8.GetBytes(
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"f","labels":{"a":"b"},"annotations":{"k":"ü\u00e9\ud83d\ude00"},"finalizers":["x/y"]},"data":{"k":"v"},"binaryData":{"b":"AAEC"},"immutable":false}""");
        for (var round = 0; round < 600; round++)
        {
            var body = Damage(random, good);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}?dryRun=All") { Content = new ByteArrayContent(body) };
            using var response = await server.Client.SendAsync(request).WaitAsync(TestServer.Patience);

            CheckAnswer(new Answer(response, await response.Content.ReadAsByteArrayAsync()), Convert.ToHexString(body));
        }
    }

    [Fact]
    public async Task Patches_AnyShape_GetAProperAnswer()
    {
        var random = Seed(99);
        await using var server = await TestServer.StartAsync();
        await server.CreateConfigMapAsync("a", ""","data":{"k":"v"}""", metadata: ""","finalizers":["x/y"],"labels":{"l":"1"}""");
        for (var round = 0; round < 600; round++)
        {
            var kind = Pick(random, ["merge-patch", "strategic-merge-patch", "json-patch"], 1)[0];
            var patch = (kind == "json-patch" ? Operations(random) : Tree(random, 4))?.ToJsonString() ?? "null";
            var answer = await server.PatchAsync($"{Path}/a", patch, kind);

            CheckAnswer(answer, $"{kind} {patch}");
        }

        (await server.GetAsync($"{Path}/a")).Expect(200);
    }

    private static void CheckAnswer(Answer answer, string what)
    {
        Assert.True(answer.Code < 500 || answer.Code == 504, $"{what}: {answer.Code} {answer.Text}");
        if (answer.Code >= 400 && answer.Text.Length > 0 && answer.ContentType == "application/json")
        {
            Assert.Equal("Status", answer.Json["kind"]?.GetValue<string>());
            Assert.Equal(answer.Code, answer.Json["code"]?.GetValue<int>());
            Assert.NotEmpty(answer.Message);
        }
    }

    private static byte[] Damage(Random random, byte[] good)
    {
        var body = good.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var place = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[place] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(place, Math.Min(random.Next(1, 20), body.Count - place));
                    break;
                case 2:
                    body.InsertRange(place, Encoding.UTF8.GetBytes(Pick(random, ["\\ud800", "{", "[", "]", "null", "1e999", "\"\"", "\0", ",", ":"], 1)[0]));
                    break;
                default:
                    body.InsertRange(place, body.GetRange(place, Math.Min(random.Next(1, 40), body.Count - place)));
                    break;
            }

            if (body.Count == 0)
            {
                return [];
            }
        }

        return [.. body];
    }

    private static JsonNode? Tree(Random random, int depth)
    {
        string[] names =
        [
            "data", "metadata", "labels", "finalizers", "ownerReferences", "k", "name", "$patch", "$retainKeys", "$setElementOrder/finalizers",
            "$deleteFromPrimitiveList/finalizers", "uid", "binaryData", "immutable", "resourceVersion", "annotations", "deletionTimestamp",
        ];
        switch (depth == 0 ? random.Next(5) : random.Next(8))
        {
            case 0:
                return null;
            case 1:
                return random.Next(-5, 5);
            case 2:
                return Pick(random, ["a", "replace", "delete", "merge", "x/y", "", "\u0000", "1"], 1)[0];
            case 3:
                return random.Next(2) == 0;
            case 4:
                return 1.5;
            case 5:
                return new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Tree(random, depth - 1))]);
            default:
                var value = new JsonObject();
                foreach (var name in Pick(random, names, random.Next(4)))
                {
                    value[name] = Tree(random, depth - 1);
                }

                return value;
        }
    }

    private static JsonArray Operations(Random random)
    {
        string[] paths = ["/data/k", "/metadata/finalizers/0", "/metadata/finalizers/-", "/metadata/labels", "", "/", "x", "/data/k/z", "/metadata/finalizers/99", "/~2"];
        var operations = new JsonArray();
        for (var count = random.Next(4); count > 0; count--)
        {
            operations.Add((JsonNode)new JsonObject
            {
                ["op"] = Pick(random, ["add", "remove", "replace", "move", "copy", "test", "what"], 1)[0],
                ["path"] = Pick(random, paths, 1)[0],
                ["from"] = Pick(random, paths, 1)[0],
                ["value"] = Tree(random, 2),
            });
        }

        return operations;
    }

    private static string[] Pick(Random random, string[] from, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => from[random.Next(from.Length)])];

    private Random Seed(int seed)
    {
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
